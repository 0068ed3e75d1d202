// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/optimizer_torch.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

namespace prism {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

/// Only the input is kept for the backward pass, never the weights.
struct LowBitLinear : torch::autograd::Function<LowBitLinear> {
  static Variable forward(AutogradContext* context, const Variable& x, std::int64_t optimizer,
                          std::int64_t matrix) {
    auto* owner = reinterpret_cast<LowBitOptimizer*>(optimizer);
    context->save_for_backward({x});
    context->saved_data["optimizer"] = optimizer;
    context->saved_data["matrix"] = matrix;
    const at::Tensor weight = owner->weight(static_cast<std::size_t>(matrix));
    return at::mm(x.reshape({-1, x.size(-1)}), weight.t()).reshape(shape_of(x, weight.size(0)));
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    auto* owner = reinterpret_cast<LowBitOptimizer*>(context->saved_data["optimizer"].toInt());
    const auto matrix = static_cast<std::size_t>(context->saved_data["matrix"].toInt());
    const at::Tensor x = context->get_saved_variables()[0];
    const at::Tensor flat = x.reshape({-1, x.size(-1)});
    const at::Tensor gradient = gradients[0].reshape({flat.size(0), -1});
    at::Tensor back;
    if (context->needs_input_grad(0)) back = at::mm(gradient, owner->weight(matrix)).view(x.sizes());
    owner->gather_one(matrix, at::mm(gradient.t(), flat));
    return {back, Variable(), Variable()};
  }

 private:
  static std::vector<std::int64_t> shape_of(const at::Tensor& x, std::int64_t outputs) {
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = outputs;
    return shape;
  }
};

}  // namespace

at::Tensor low_bit_linear(const at::Tensor& x, LowBitOptimizer& optimizer, std::size_t matrix) {
  return LowBitLinear::apply(x, static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(&optimizer)),
                             static_cast<std::int64_t>(matrix));
}

}  // namespace prism
