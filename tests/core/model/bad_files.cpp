// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/model/bad_files.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <cstdio>
#include <fstream>
#include <new>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

namespace prism::test {
namespace {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMeasuresMemory = false;  // sanitizers reserve address space of their own
#else
constexpr bool kMeasuresMemory = true;
#endif

std::uint64_t bytes_on_disk(const fs::path& path) {
  if (!fs::is_directory(path)) return fs::file_size(path);
  std::uint64_t sum = 0;
  for (const auto& entry : fs::directory_iterator(path)) sum += entry.file_size();
  return sum;
}

/// While alive, the process may map only `extra` bytes more than it does now.
class AddressSpaceLimit {
 public:
  explicit AddressSpaceLimit(std::uint64_t extra) {
    ::getrlimit(RLIMIT_AS, &m_before);
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    rlimit limit = m_before;
    limit.rlim_cur = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) + extra;
    if (kMeasuresMemory) ::setrlimit(RLIMIT_AS, &limit);
  }
  ~AddressSpaceLimit() { ::setrlimit(RLIMIT_AS, &m_before); }
  AddressSpaceLimit(const AddressSpaceLimit&) = delete;
  AddressSpaceLimit& operator=(const AddressSpaceLimit&) = delete;

 private:
  rlimit m_before{};
};

std::string judge_refusal(const BadRow& row, const Error& error) {
  const std::string what = error.what();
  if (row.verdict != 'R') return "refused: " + what;
  const std::string name = error.file().string();
  if (!name.starts_with(row.path.string())) return "names another file: " + what;
  if (error.position().empty()) return "names no position: " + what;
  for (const std::string& piece : row.says) {
    if (what.find(piece) == std::string::npos) return "does not say '" + piece + "': " + what;
  }
  return {};
}

}  // namespace

std::vector<BadRow> make_bad_files(const std::string& format, const TemporaryFolder& folder) {
  const fs::path script = own_file("make_bad_" + format + ".py");
  const std::string command =
      "/usr/bin/python3 '" + script.string() + "' '" + folder.path().string() + "' 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string output;
  char buffer[4096];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    output.append(buffer, got);
  if (::pclose(pipe) != 0) throw std::runtime_error(command + ": " + output);

  std::vector<BadRow> rows;
  for (const Json& entry : read_json_file(folder / "rows.json")) {
    BadRow row;
    row.row = entry.at("row").get<std::string>();
    row.path = folder / entry.at("file").get<std::string>();
    row.verdict = entry.at("verdict").get<std::string>().front();
    row.says = entry.at("says").get<std::vector<std::string>>();
    rows.push_back(row);
  }
  return rows;
}

std::string check_row(const BadRow& row,
                      const std::function<std::vector<std::string>(const fs::path&)>& open) {
  // The file is mapped twice at most (to recognise it, to read it) and may be held once more.
  const AddressSpaceLimit limit(3 * bytes_on_disk(row.path) + (64u << 20));
  try {
    const std::vector<std::string> warnings = open(row.path);
    if (row.verdict == 'R') return "was accepted";
    if (row.verdict == 'W' && warnings.empty()) return "was accepted without a warning";
    if (row.verdict == 'A' && !warnings.empty()) return "warned: " + warnings.front();
    return {};
  } catch (const Error& error) {
    return judge_refusal(row, error);
  } catch (const std::bad_alloc&) {
    return "took more than 64 MiB beyond the bytes present";
  } catch (const std::exception& error) {
    return std::string("threw something else: ") + error.what();
  }
}

}  // namespace prism::test
