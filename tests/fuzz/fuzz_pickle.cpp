// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes are the data.pkl of an otherwise sound checkpoint with two records of 64 bytes.
#include "tests/fuzz/fuzz_file.h"

#include <zlib.h>

namespace {

template <typename T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

class Archive {
 public:
  void add(const std::string& name, std::string_view data) {
    const auto at = static_cast<std::uint32_t>(m_bytes.size());
    std::string common;
    for (const std::uint16_t field : {45, 0, 0, 0, 0x21}) put(common, field);
    put(common, static_cast<std::uint32_t>(
                    ::crc32_z(0, reinterpret_cast<const unsigned char*>(data.data()), data.size())));
    put(common, static_cast<std::uint32_t>(data.size()));
    put(common, static_cast<std::uint32_t>(data.size()));
    put(common, static_cast<std::uint16_t>(name.size()));
    put(common, std::uint16_t{0});  // no extra fields
    m_bytes.append("PK\3\4").append(common).append(name).append(data);
    m_directory.append("PK\1\2");
    put(m_directory, std::uint16_t{45});
    m_directory.append(common).append(10, '\0');
    put(m_directory, at);
    m_directory.append(name);
    ++m_count;
  }
  std::string finish() {
    const auto begin = static_cast<std::uint32_t>(m_bytes.size());
    m_bytes.append(m_directory).append("PK\5\6").append(4, '\0');
    put(m_bytes, m_count);
    put(m_bytes, m_count);
    put(m_bytes, static_cast<std::uint32_t>(m_directory.size()));
    put(m_bytes, begin);
    put(m_bytes, std::uint16_t{0});
    return m_bytes;
  }

 private:
  std::string m_bytes;
  std::string m_directory;
  std::uint16_t m_count = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string record(64, '\1');
  Archive archive;
  archive.add("a/data.pkl", {reinterpret_cast<const char*>(data), size});
  archive.add("a/data/0", record);
  archive.add("a/data/1", record);
  const std::string bytes = archive.finish();
  return prism::fuzz::run(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
                          &prism::open_pytorch);
}
