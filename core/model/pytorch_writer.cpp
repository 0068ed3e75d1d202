// SPDX-License-Identifier: GPL-3.0-or-later
// What torch.load expects: torch/serialization.py and torch/_utils.py of PyTorch.
#include "core/base/error.h"
#include "core/model/pytorch_globals.h"
#include "core/model/tensor_stream.h"
#include "core/model/writers.h"
#include "core/model/zip_writer.h"

#include <fmt/format.h>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace prism {
namespace {

const std::string kFolder = "archive/";

/// Opcodes of pickle protocol 2, as Lib/pickletools.py of CPython describes them.
class PickleText {
 public:
  PickleText() : m_text("\x80\x02") {}

  PickleText& op(char opcode) {
    m_text += opcode;
    return *this;
  }
  PickleText& text(std::string_view value) {
    const auto size = static_cast<std::uint32_t>(value.size());
    m_text += 'X';
    m_text.append(reinterpret_cast<const char*>(&size), sizeof(size));
    m_text += value;
    return *this;
  }
  PickleText& number(std::int64_t value) {
    if (value >= std::numeric_limits<std::int32_t>::min() &&
        value <= std::numeric_limits<std::int32_t>::max()) {
      const auto small = static_cast<std::int32_t>(value);
      m_text += 'J';
      m_text.append(reinterpret_cast<const char*>(&small), sizeof(small));
    } else {
      m_text += "\x8a\x08";
      m_text.append(reinterpret_cast<const char*>(&value), sizeof(value));
    }
    return *this;
  }
  PickleText& global(std::string_view module, std::string_view name) {
    m_text += fmt::format("c{}\n{}\n", module, name);
    return *this;
  }
  PickleText& tuple(const std::vector<std::int64_t>& values) {
    op('(');
    for (const std::int64_t value : values) number(value);
    return op('t');
  }
  [[nodiscard]] const std::string& bytes() const { return m_text; }

 private:
  std::string m_text;
};

std::string pickle_state(const std::vector<TensorToWrite>& tensors) {
  PickleText pickle;
  pickle.op('}').op('(');
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const TensorToWrite& tensor = tensors[i];
    std::vector<std::int64_t> strides(tensor.shape.size());
    std::int64_t stride = 1;
    for (std::size_t k = tensor.shape.size(); k-- > 0;) {
      strides[k] = stride;
      stride *= std::max<std::int64_t>(tensor.shape[k], 1);
    }
    pickle.text(tensor.name).global("torch._utils", "_rebuild_tensor_v2").op('(');
    pickle.op('(').text("storage").global("torch", pytorch_storage(tensor.dtype));
    pickle.text(std::to_string(i)).text("cpu").number(element_count(tensor)).op('t').op('Q');
    pickle.number(0).tuple(tensor.shape).tuple(strides);
    pickle.op('\x89');                                            // requires no gradient
    pickle.global("collections", "OrderedDict").op(')').op('R');  // no hooks
    pickle.op('t').op('R');
  }
  return pickle.op('u').op('.').bytes();
}

}  // namespace

std::uint64_t write_pytorch(const std::filesystem::path& target, const std::vector<TensorToWrite>& tensors) {
  std::set<std::string> names;
  for (const TensorToWrite& tensor : tensors) {
    if (pytorch_storage(tensor.dtype).empty()) {
      throw Error(ErrorCode::unsupported,
                  fmt::format("a PyTorch checkpoint cannot hold tensor \"{}\" of type {}", tensor.name,
                              name_of(tensor.dtype)),
                  target, {}, "F64, F32, F16, BF16, an integer type up to I64 or BOOL");
    }
    if (!names.insert(tensor.name).second) {
      throw Error(ErrorCode::usage, fmt::format("two tensors named \"{}\"", tensor.name), target, {},
                  "a name of its own for every tensor");
    }
  }
  ZipWriter zip(target);
  zip.add(kFolder + "data.pkl", pickle_state(tensors));
  zip.add(kFolder + "byteorder", "little");
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    zip.begin_entry(fmt::format("{}data/{}", kFolder, i), byte_count(tensors[i], tensors[i].dtype));
    stream_tensor(tensors[i], tensors[i].dtype, [&](std::span<const std::byte> bytes) { zip.write(bytes); });
    zip.end_entry();
  }
  zip.add(kFolder + "version", "3\n");
  return zip.finish();
}

}  // namespace prism
