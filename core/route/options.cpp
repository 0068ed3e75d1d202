// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/route/router.h"

#include <array>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr std::array kWords{"none", "loss", "bias"};

}  // namespace

const char* name_of(Balance balance) noexcept {
  return kWords[static_cast<std::size_t>(balance)];
}

Balance balance_of(const std::string& word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (word == kWords[i]) return static_cast<Balance>(i);
  }
  throw Error(ErrorCode::usage, fmt::format("unknown balance \"{}\"", word), {}, {}, "none, loss or bias");
}

Json RouteOptions::to_json() const {
  return {{"top_k", top_k},
          {"epochs", epochs},
          {"balance", name_of(balance)},
          {"separate_gates", separate_gates},
          {"learning_rate", learning_rate},
          {"batch", batch},
          {"max_rows", max_rows},
          {"cache_bytes", cache_bytes},
          {"seed", seed}};
}

RouteOptions RouteOptions::from_json(const Json& json) {
  RouteOptions options;
  const auto take = [&](const char* key, auto& value) {
    if (json.is_object() && json.contains(key)) {
      value = json_field<std::decay_t<decltype(value)>>(json, key, "run record");
    }
  };
  take("top_k", options.top_k);
  take("epochs", options.epochs);
  std::string word = name_of(options.balance);
  take("balance", word);
  options.balance = balance_of(word);
  take("separate_gates", options.separate_gates);
  take("learning_rate", options.learning_rate);
  take("batch", options.batch);
  take("max_rows", options.max_rows);
  take("cache_bytes", options.cache_bytes);
  take("seed", options.seed);
  return options;
}

}  // namespace prism
