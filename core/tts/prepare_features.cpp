// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/path_hash.h"
#include "core/base/sha256.h"
#include "core/llm/language_model.h"
#include "core/sound/audio_file.h"
#include "core/speech/alignment_file.h"
#include "core/speech/dataset.h"
#include "core/speech/mel.h"
#include "core/speech/units.h"
#include "core/tts/feature_file.h"
#include "core/tts/feature_sources.h"
#include "core/tts/spool.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

namespace prism {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kTold = 3;  ///< utterances named for the same remark

/// Remarks by what they say, so that a thousand alike are one line.
class Remarks {
 public:
  void add(const std::string& id, const std::string& what) {
    auto [place, fresh] = m_places.emplace(what, m_list.size());
    if (fresh) m_list.push_back({what, {}});
    m_list[place->second].second.push_back(id);
  }
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const auto& [what, ids] : m_list) {
      std::string names = fmt::format(
          "{}", fmt::join(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(kTold, ids.size())),
                          ", "));
      if (ids.size() > kTold) names += fmt::format(" and {} more", ids.size() - kTold);
      lines.push_back(names + ": " + what);
    }
    return lines;
  }

 private:
  std::map<std::string, std::size_t> m_places;
  std::vector<std::pair<std::string, std::vector<std::string>>> m_list;
};

std::string hash_of(const fs::path& path) {
  std::error_code ignored;
  return !path.empty() && fs::exists(path, ignored) ? quick_file_hash(path) : "absent";
}

/// Everything the result depends on.
std::string key_of(const SpeechDataset& dataset, const FeatureOptions& options, const TokenSource& tokens,
                   const CodeSource& codes) {
  Sha256 sum;
  sum.add(fmt::format("features 1\n{}\n{}\n", dump_json(to_json(options.contract)), tokens.identity()));
  for (const Utterance& utterance : dataset.utterances) {
    sum.add(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", utterance.id, utterance.text, hash_of(utterance.audio),
                        hash_of(utterance.alignment), hash_of(tokens.file(utterance.id)),
                        hash_of(codes.file(utterance.id))));
  }
  return sum.hex();
}

/// One utterance on its way into the file; its large parts are spooled.
struct Prepared {
  FeatureFile::Entry entry;
  bool phones = false;
  std::vector<std::string> notes;
};

class Preparation {
 public:
  Preparation(const SpeechDataset& dataset, const FeatureOptions& options, TokenSource& tokens,
              CodeSource& codes, const fs::path& target)
      : m_dataset(dataset),
        m_options(options),
        m_tokens(tokens),
        m_codes(codes),
        m_token_spool(target),
        m_frame_spool(target) {}

  FeatureResult write(const fs::path& target, const std::string& key, const RunControl& control) {
    std::vector<Prepared> all;
    for (std::size_t i = 0; i < m_dataset.utterances.size(); ++i) {
      control.check();
      control.progress("features", static_cast<double>(i), static_cast<double>(m_dataset.utterances.size()),
                       "utterances");
      const Utterance& utterance = m_dataset.utterances[i];
      const std::int64_t tokens_before = m_token_spool.size();
      const std::int64_t frames_before = m_frame_spool.size();
      try {
        Prepared one = prepare(utterance, control);
        // What belongs to one file has units of one kind.
        if (!all.empty() && all.front().phones != one.phones) {
          throw Error(ErrorCode::mismatch, all.front().phones
                                               ? "its alignment has no phones, those before it have"
                                               : "its alignment has phones, those before it have none");
        }
        for (const std::string& note : one.notes) m_remarks.add(utterance.id, note);
        all.push_back(std::move(one));
      } catch (const Error& error) {
        if (error.code() == ErrorCode::disk_full || error.code() == ErrorCode::memory) throw;
        m_token_spool.truncate(tokens_before);
        m_frame_spool.truncate(frames_before);
        ++m_skipped;
        m_remarks.add(utterance.id, fmt::format("skipped: {}", error.what()));
      }
    }
    if (all.empty()) {
      const std::vector<std::string> why = m_remarks.lines();
      throw Error(ErrorCode::mismatch,
                  fmt::format("no utterance can be used{}{}", why.empty() ? "" : "; ",
                              why.empty() ? "" : why.front()),
                  m_dataset.folder);
    }
    FeatureFile file = describe(all, key);
    write_feature_file(
        target, file,
        [&](std::int64_t first, std::int64_t count, float* out) {
          control.check();
          m_token_spool.read(first * file.llm_width, count * file.llm_width, out);
        },
        [&](std::int64_t first, std::int64_t count, float* out) {
          control.check();
          m_frame_spool.read(first * file.target_width, count * file.target_width, out);
        });
    FeatureResult result;
    result.file = target;
    result.utterances = static_cast<std::int64_t>(file.entries.size());
    result.skipped = m_skipped;
    result.tokens = m_token_spool.size() / file.llm_width;
    result.frames = m_frame_spool.size() / file.target_width;
    result.warnings = file.warnings;
    return result;
  }

 private:
  Prepared prepare(const Utterance& utterance, const RunControl& control) {
    if (utterance.audio.empty()) throw Error(ErrorCode::not_found, "has no recording");
    if (utterance.alignment.empty()) throw Error(ErrorCode::not_found, "has no alignment");
    if (utterance.text.empty()) throw Error(ErrorCode::format, "has no text");
    Prepared one;
    LoadedAudio sound = read_audio(utterance.audio, m_options.contract.sample_rate);
    one.notes = sound.notes;
    const bool silent = std::all_of(sound.audio.samples.begin(), sound.audio.samples.end(),
                                    [](float sample) { return std::abs(sample) < 1e-4F; });
    if (silent) throw Error(ErrorCode::mismatch, "its recording is silent");
    const AlignmentFile alignment = read_alignment(utterance.alignment);
    for (const std::string& warning : alignment.warnings) one.notes.push_back(warning);
    const TokenStates states = m_tokens.states(utterance, control);
    for (const float value : states.states.values)
      if (!std::isfinite(value)) throw Error(ErrorCode::numeric, "its language model states are not finite");

    MelContract contract = m_options.contract;
    FrameFeatures target;
    if (m_codes.used()) {
      target = m_codes.read(utterance.id);
      contract = m_codes.contract(contract, sound.audio, target.frames);
    } else {
      target = log_mel(sound.audio, contract);
    }
    if (target.frames < 1) throw Error(ErrorCode::mismatch, "its recording is shorter than a frame");
    UtteranceUnits units =
        units_of(alignment.alignment, utterance.text, states.tokens, target.frames, contract);
    for (const std::string& warning : units.warnings) one.notes.push_back(warning);
    one.phones = units.phones;
    one.entry.id = utterance.id;
    one.entry.text = utterance.text;
    one.entry.words = std::move(units.words);
    one.entry.units = std::move(units.units);
    one.entry.tokens = states.states.frames;
    one.entry.frames = target.frames;
    if (m_contract_known && m_target_width != target.dim)
      throw Error(ErrorCode::mismatch,
                  fmt::format("has {} codebooks, those before it {}", target.dim, m_target_width));
    m_contract = m_contract_known ? m_contract : contract;
    m_contract_known = true;
    m_target_width = target.dim;
    m_llm_width = states.states.dim;
    m_token_spool.add(states.states.values);
    m_frame_spool.add(target.values);
    return one;
  }

  FeatureFile describe(std::vector<Prepared>& all, const std::string& key) {
    FeatureFile file;
    file.contract = m_contract;
    file.model = m_tokens.model();
    file.layer = m_options.layer;
    file.key = key;
    file.llm_width = m_llm_width;
    file.target_width = m_target_width;
    file.codebook_size = m_codes.size();
    file.skipped = m_skipped;
    std::string silence;
    std::set<std::string> labels;
    for (Prepared& one : all) {
      for (const SpeechUnit& unit : one.entry.units) {
        if (unit.silence) {
          silence = unit.label;
        } else {
          labels.insert(unit.label);
        }
      }
      file.entries.push_back(std::move(one.entry));
    }
    labels.erase(silence);
    file.labels.push_back(silence);
    file.labels.insert(file.labels.end(), labels.begin(), labels.end());
    if (all.front().phones) file.front_end = front_end_from(file, "en-us");
    file.warnings = m_dataset.warnings;
    for (std::string& line : m_remarks.lines()) file.warnings.push_back(std::move(line));
    return file;
  }

  const SpeechDataset& m_dataset;
  const FeatureOptions& m_options;
  TokenSource& m_tokens;
  CodeSource& m_codes;
  Spool m_token_spool, m_frame_spool;
  Remarks m_remarks;
  MelContract m_contract;
  bool m_contract_known = false;
  std::int64_t m_target_width = 0, m_llm_width = 0, m_skipped = 0;
};

}  // namespace

FeatureResult prepare_features(const fs::path& dataset, const FeatureOptions& options, const fs::path& target,
                               const RunControl& control) {
  if (options.model.empty() && options.imported.empty()) {
    throw Error(ErrorCode::usage, "neither a language model nor imported features are given");
  }
  const SpeechDataset opened = open_speech_dataset(dataset, options.alignments);
  TokenSource tokens(options);
  CodeSource codes(options.codes, options.codebook_size);
  control.progress("what is there", 0, 0);
  const std::string key = key_of(opened, options, tokens, codes);
  FeatureResult result;
  if (told_before(target, key, result)) return result;
  tokens.open(control);
  return Preparation(opened, options, tokens, codes, target).write(target, key, control);
}

}  // namespace prism
