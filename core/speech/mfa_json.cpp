// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/speech/alignment_formats.h"

#include <cmath>
#include <fmt/format.h>
#include <set>

namespace prism {
namespace {

constexpr std::size_t kLargest = 16u << 20;

/// The names of the tiers as they stand in the file: objects forget the order of their keys.
struct TierNames : nlohmann::json_sax<Json> {
  std::vector<std::string> names;
  int depth = 0;
  bool inside = false;

  bool key(string_t& name) override {
    if (depth == 1) inside = name == "tiers";
    if (depth == 2 && inside) names.push_back(name);
    return true;
  }
  bool open() {
    ++depth;
    return true;
  }
  bool close() {
    --depth;
    return true;
  }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override { return false; }
};

[[noreturn]] void fail(const std::filesystem::path& name, const std::string& place, const std::string& reason,
                       const std::string& expected) {
  throw Error(ErrorCode::format, reason, name, place, expected);
}

double time_of(const Json& value, const std::filesystem::path& name, const std::string& place) {
  if (!value.is_number() || !std::isfinite(value.get<double>())) {
    fail(name, place, "this is not a time", "a number of seconds");
  }
  return value.get<double>();
}

void read_entries(const Json& entries, AlignmentTier& tier, const std::filesystem::path& name) {
  if (!entries.is_array())
    fail(name, "tier \"" + tier.name + "\"", "no list of entries", "\"entries\": [...]");
  const std::size_t width = tier.point_tier ? 2 : 3;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Json& entry = entries[i];
    const std::string place = fmt::format("tier \"{}\", entry {}", tier.name.substr(0, 40), i + 1);
    if (!entry.is_array() || entry.size() != width || !entry.back().is_string()) {
      fail(name, place, "this is not an entry", tier.point_tier ? "[time, label]" : "[begin, end, label]");
    }
    if (tier.point_tier) {
      tier.points.push_back({time_of(entry[0], name, place), entry[1].get<std::string>()});
    } else {
      const double begin = time_of(entry[0], name, place), end = time_of(entry[1], name, place);
      if (begin > end) {
        fail(name, place, fmt::format("begins at {} and ends before that, at {}", begin, end),
             "a begin not above the end");
      }
      tier.intervals.push_back({begin, end, entry[2].get<std::string>()});
    }
  }
}

/// Whether MFA's own form can say all of it.
bool fits_mfa(const Alignment& alignment) {
  std::set<std::string> names;
  for (const AlignmentTier& tier : alignment.tiers) {
    if (tier.begin != alignment.begin || tier.end != alignment.end) return false;
    if (!names.insert(tier.name).second) return false;
  }
  return true;
}

std::string entries_of(const AlignmentTier& tier, const char* indent) {
  std::string out = "[";
  const auto add = [&](const std::string& times, const std::string& text) {
    out += fmt::format("{}\n{}[{}, {}]", out.size() > 1 ? "," : "", indent, times, dump_json(Json(text)));
  };
  for (const TierInterval& x : tier.intervals) add(fmt::format("{}, {}", x.begin, x.end), x.text);
  for (const TierPoint& x : tier.points) add(fmt::format("{}", x.time), x.text);
  return out + "]";
}

}  // namespace

AlignmentFile parse_mfa_json(std::string_view text, const std::filesystem::path& name) {
  if (text.size() > kLargest) {
    throw Error(ErrorCode::unsupported, "a JSON alignment of more than 16 MiB", name);
  }
  const Json json = parse_json(text, name);
  AlignmentFile out;
  out.format = AlignmentFormat::mfa_json;
  const bool listed = json.contains("tiers") && json["tiers"].is_array();
  const char* begin = listed ? "xmin" : "start";
  const char* end = listed ? "xmax" : "end";
  if (!json.contains(begin) || !json.contains(end) || !json.contains("tiers")) {
    fail(name, "top level", "this JSON is not an alignment",
         "\"start\", \"end\" and \"tiers\" as MFA writes them");
  }
  out.alignment.begin = time_of(json[begin], name, begin);
  out.alignment.end = time_of(json[end], name, end);
  if (out.alignment.begin > out.alignment.end) fail(name, end, "the end comes before the beginning", "");
  const auto add = [&](AlignmentTier tier, const Json& from) {
    if (tier.begin > tier.end) fail(name, "tier \"" + tier.name + "\"", "ends before it begins", "");
    read_entries(from.is_object() && from.contains("entries") ? from["entries"] : Json(), tier, name);
    out.alignment.tiers.push_back(std::move(tier));
  };
  if (listed) {
    for (const Json& from : json["tiers"]) {
      AlignmentTier tier;
      tier.name = json_field<std::string>(from, "name", name);
      tier.point_tier = json_field<std::string>(from, "class", name) == "TextTier";
      tier.begin = time_of(from.value("xmin", json[begin]), name, "xmin");
      tier.end = time_of(from.value("xmax", json[end]), name, "xmax");
      add(std::move(tier), from);
    }
  } else {
    if (!json["tiers"].is_object()) fail(name, "\"tiers\"", "no tiers", "an object or a list");
    TierNames names;
    (void)Json::sax_parse(text, &names);
    for (const std::string& key : names.names) {
      const Json& from = json["tiers"][key];
      AlignmentTier tier;
      tier.name = key;
      tier.point_tier = from.is_object() && from.contains("type") && from["type"] == "point";
      tier.begin = out.alignment.begin;
      tier.end = out.alignment.end;
      add(std::move(tier), from);
    }
  }
  out.warnings = tier_warnings(out.alignment, false);
  return out;
}

std::string format_mfa_json(const Alignment& alignment) {
  const bool mfa = fits_mfa(alignment);
  std::string out = fmt::format("{{\n  \"{}\": {},\n  \"{}\": {},\n  \"tiers\": {}", mfa ? "start" : "xmin",
                                alignment.begin, mfa ? "end" : "xmax", alignment.end, mfa ? "{" : "[");
  for (std::size_t t = 0; t < alignment.tiers.size(); ++t) {
    const AlignmentTier& tier = alignment.tiers[t];
    out += t > 0 ? "," : "";
    const std::string name = dump_json(Json(tier.name));
    if (mfa) {
      out += fmt::format("\n    {}: {{\n      \"type\": \"{}\",\n      \"entries\": {}\n    }}", name,
                         tier.point_tier ? "point" : "interval", entries_of(tier, "        "));
    } else {
      out += fmt::format(
          "\n    {{\n      \"class\": \"{}\",\n      \"name\": {},\n      \"xmin\": {},\n      \"xmax\": "
          "{},\n"
          "      \"entries\": {}\n    }}",
          tier.point_tier ? "TextTier" : "IntervalTier", name, tier.begin, tier.end,
          entries_of(tier, "        "));
    }
  }
  return out + (mfa ? "\n  }\n}\n" : "\n  ]\n}\n");
}

}  // namespace prism
