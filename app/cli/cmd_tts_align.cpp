// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"
#include "app/cli/tts_commands.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/speech/aligner.h"
#include "core/speech/alignment_file.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <memory>

namespace prism::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path input, dataset, output, alignments, reference;
  std::string aligner = "builtin", encoding = "utf8", form;
  AlignOptions builtin;
  MfaOptions mfa;
};

const std::map<std::string, TextEncoding> kEncodings = {{"utf8", TextEncoding::utf8},
                                                        {"utf8-bom", TextEncoding::utf8_bom},
                                                        {"utf16", TextEncoding::utf16_le},
                                                        {"utf16-be", TextEncoding::utf16_be},
                                                        {"latin1", TextEncoding::latin1}};
struct Form {
  AlignmentFormat format;
  const char* ending;
};
const std::map<std::string, Form> kForms = {
    {"textgrid", {AlignmentFormat::textgrid_long, ".TextGrid"}},
    {"textgrid-short", {AlignmentFormat::textgrid_short, ".TextGrid"}},
    {"json", {AlignmentFormat::mfa_json, ".json"}},
    {"csv", {AlignmentFormat::mfa_csv, ".csv"}},
    {"audacity", {AlignmentFormat::audacity, ".txt"}}};

Answer convert(Context& context, const Options& options) {
  const AlignmentFormat format =
      options.form.empty() ? alignment_format_of(options.output) : kForms.at(options.form).format;
  const AlignmentFile file = read_alignment(options.input);
  for (const std::string& warning : file.warnings) log_warning(options.input.string() + ": " + warning);
  write_alignment(options.output, file.alignment, format, kEncodings.at(options.encoding));
  note_input(context.record, options.input);
  note_output(context.record, options.output);
  Answer answer;
  std::size_t labels = 0;
  for (const AlignmentTier& tier : file.alignment.tiers) labels += tier.intervals.size() + tier.points.size();
  answer.json = {{"utterances", 1},
                 {"tiers", file.alignment.tiers.size()},
                 {"labels", labels},
                 {"warnings", file.warnings},
                 {"output", options.output.string()}};
  answer.text = fmt::format("{} tier{}, {} label{} in {}\n", file.alignment.tiers.size(),
                            file.alignment.tiers.size() == 1 ? "" : "s", labels, labels == 1 ? "" : "s",
                            options.output.string());
  return answer;
}

/// Boundary errors of words and phones over all utterances with a reference.
class Report {
 public:
  void add(const std::string& id, const Alignment& found, const fs::path& reference) {
    if (reference.empty()) return;
    try {
      const Alignment truth = read_alignment(reference).alignment;
      const BoundaryError words = boundary_error(found, truth, false);
      m_words.insert(m_words.end(), words.errors_ms.begin(), words.errors_ms.end());
      const BoundaryError phones = boundary_error(found, truth, true);
      m_phones.insert(m_phones.end(), phones.errors_ms.begin(), phones.errors_ms.end());
      ++m_utterances;
    } catch (const Error& error) {
      log_warning(id + ": " + error.what());
    }
  }
  [[nodiscard]] Json json() const {
    if (m_words.empty()) return nullptr;
    Json out = figures(m_words);
    out["utterances"] = m_utterances;
    if (!m_phones.empty()) out["phones"] = figures(m_phones);
    return out;
  }
  [[nodiscard]] std::string text() const {
    if (m_words.empty()) return {};
    return fmt::format("median {:.1f} ms, 90 % within {:.1f} ms ({} boundaries of words)", rank(m_words, 0.5),
                       rank(m_words, 0.9), m_words.size());
  }

 private:
  static double rank(std::vector<double> errors, double share) {
    for (double& x : errors) x = std::abs(x);
    std::sort(errors.begin(), errors.end());
    return errors[static_cast<std::size_t>(std::ceil(share * static_cast<double>(errors.size()))) - 1];
  }
  static Json figures(const std::vector<double>& errors) {
    double sum = 0;
    for (const double x : errors) sum += x;
    return {{"median", rank(errors, 0.5)},
            {"p90", rank(errors, 0.9)},
            {"mean_signed", sum / static_cast<double>(errors.size())},
            {"boundaries", errors.size()}};
  }
  std::vector<double> m_words, m_phones;
  std::int64_t m_utterances = 0;
};

/// The dataset's own alignments as they are.
std::vector<AlignedUtterance> import(const SpeechDataset& dataset, const RunControl& control) {
  std::vector<AlignedUtterance> out;
  for (const Utterance& utterance : dataset.utterances) {
    control.check();
    AlignedUtterance one;
    one.id = utterance.id;
    try {
      if (utterance.alignment.empty()) {
        one.problem = "there is no alignment";
      } else {
        AlignmentFile file = read_alignment(utterance.alignment);
        for (const std::string& warning : file.warnings) log_warning(utterance.id + ": " + warning);
        one.alignment = std::move(file.alignment);
      }
    } catch (const Error& error) {
      one.problem = error.what();
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<AlignedUtterance> aligned(SpeechDataset& dataset, const Options& options,
                                      const RunControl& control) {
  if (options.aligner == "import") return import(dataset, control);
  if (options.aligner == "mfa") {
    run_mfa(dataset, options.output, options.mfa, control);
    for (Utterance& utterance : dataset.utterances) {
      const fs::path made = options.output / (utterance.id + ".TextGrid");
      utterance.alignment = fs::exists(made) ? made : fs::path();
    }
    return import(dataset, control);
  }
#ifdef PRISM_AUDIO
  return align_dataset(dataset, options.builtin, control);
#else
  throw Error(ErrorCode::unsupported,
              "this program was built without audio: the built-in aligner cannot listen", {},
              "--aligner builtin", "--aligner import or mfa, or --input and --output to convert");
#endif
}

/// Alignments to compare with: those named, else the dataset's own when another aligner is judged.
std::map<std::string, fs::path> references_of(const SpeechDataset& dataset, const Options& options) {
  std::map<std::string, fs::path> out;
  if (!options.reference.empty()) {
    for (const Utterance& utterance : open_speech_dataset(options.dataset, options.reference).utterances) {
      for (const char* ending : {".TextGrid", ".json", ".csv"}) {
        const fs::path file = options.reference / (utterance.id + ending);
        if (fs::exists(file)) out.emplace(utterance.id, file);
      }
      out.emplace(utterance.id, utterance.alignment);
    }
  } else if (options.aligner != "import") {
    for (const Utterance& utterance : dataset.utterances) out.emplace(utterance.id, utterance.alignment);
  }
  return out;
}

Answer align(Context& context, const Options& options) {
  SpeechDataset dataset = open_speech_dataset(options.dataset, options.alignments);
  for (const std::string& warning : dataset.warnings) log_warning(warning);
  const Form form = kForms.at(options.form.empty() ? "textgrid" : options.form);
  require_writable(options.output / "x.TextGrid");
  const auto references = references_of(dataset, options);
  std::vector<AlignedUtterance> found = aligned(dataset, options, context.control);
  Report report;
  Json failed = Json::array();
  std::size_t written = 0;
  context.begin_saving();
  for (const AlignedUtterance& one : found) {
    if (!one.problem.empty()) {
      failed.push_back({{"id", one.id}, {"problem", one.problem}});
      continue;
    }
    const auto reference = references.find(one.id);
    report.add(one.id, one.alignment, reference == references.end() ? fs::path() : reference->second);
    write_alignment(options.output / (one.id + form.ending), one.alignment, form.format,
                    kEncodings.at(options.encoding));
    ++written;
  }
  if (written == 0) {
    throw Error(ErrorCode::mismatch, "no utterance could be aligned", options.dataset,
                found.empty() ? "" : found.front().id,
                found.empty() ? "a dataset with utterances" : found.front().problem);
  }
  note_output(context.record, options.output);
  Answer answer;
  answer.json = {{"utterances", written},
                 {"failed", failed},
                 {"aligner", options.aligner},
                 {"boundary_error_ms", report.json()},
                 {"output", options.output.string()}};
  FactSheet facts;
  facts.add("Aligned", fmt::format("{} of {} utterances", written, found.size()));
  if (!report.text().empty()) facts.add("Boundary error", report.text());
  facts.add("Written to", options.output.string());
  answer.text = facts.text();
  for (const Json& one : failed) {
    answer.text += fmt::format("{}: {}\n", one["id"].get<std::string>(), one["problem"].get<std::string>());
  }
  return answer;
}

Answer run(Context& context, const Options& options) {
  if (options.input.empty() == options.dataset.empty()) {
    throw Error(ErrorCode::usage, "it is not clear what to align", {}, {},
                "--dataset D for a dataset, or --input F to convert one file");
  }
  return options.input.empty() ? align(context, options) : convert(context, options);
}

}  // namespace

void add_tts_align(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "align", "Words and phones of a dataset in time, or one alignment file in another form", tts);
  command->add_option("--dataset", options->dataset, "Folder of recordings with their texts");
  command
      ->add_option(
          "--aligner", options->aligner,
          "builtin: no model needed; mfa: your Montreal Forced Aligner; import: files that are there")
      ->check(CLI::IsMember({"import", "mfa", "builtin"}));
  command->add_option("--input", options->input,
                      "One alignment file: TextGrid, MFA's JSON or CSV, Audacity labels");
  command
      ->add_option("--output", options->output, "Folder; with --input the file, its form told by its ending")
      ->required();
  command->add_option("--alignments", options->alignments,
                      "Folder of alignments to import; default: beside the sound");
  command->add_option("--reference", options->reference, "Folder of alignments to measure against");
  command->add_option("--format", options->form, "textgrid, textgrid-short, json, csv or audacity")
      ->check(CLI::IsMember({"textgrid", "textgrid-short", "json", "csv", "audacity"}));
  command->add_option("--encoding", options->encoding, "utf8, utf8-bom, utf16, utf16-be or latin1")
      ->check(CLI::IsMember({"utf8", "utf8-bom", "utf16", "utf16-be", "latin1"}));
  command->add_option("--voice", options->builtin.voice, "Voice of the built-in aligner");
  command
      ->add_option("--passes", options->builtin.passes,
                   "1: the warp alone; 2: phones learnt from the recordings too")
      ->check(CLI::Range(1, 2));
  command->add_option("--mfa-program", options->mfa.program, "Its name or path");
  command->add_option("--dictionary", options->mfa.dictionary, "MFA's pronunciation dictionary");
  command->add_option("--acoustic-model", options->mfa.acoustic_model, "MFA's acoustic model");
  commands.on(command, [options](Context& context) { return run(context, *options); });
}

}  // namespace prism::cli
