// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/rotary.h"
#include "core/lowbit/packed_file.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// A decoder of the Llama form run straight from a packed file: every product reads codes, nothing is
/// dequantised for longer than a block. One sequence, one position at a time; not thread-safe (it holds the
/// cache), its products use Torch's threads.
class PackedModel {
 public:
  /// Throws Error: a file without a Llama configuration, missing tensors, shapes that contradict it.
  explicit PackedModel(PackedFile file);

  /// The next position of the sequence; logits of what follows, valid until the next call. Throws
  /// Error(usage) for tokens outside the vocabulary and beyond the context.
  std::span<const float> step(std::int32_t token);
  void reset() noexcept { m_position = 0; }

  [[nodiscard]] std::int64_t vocabulary() const noexcept { return m_vocabulary; }
  [[nodiscard]] std::int64_t context() const noexcept { return m_context; }
  [[nodiscard]] const PackedFile& file() const noexcept { return m_file; }
  /// Keys and values of the positions so far, at the type they are kept in.
  [[nodiscard]] std::uint64_t cache_bytes() const noexcept;

 private:
  /// A matrix of either kind.
  struct Weights {
    const PackedMatrix* packed = nullptr;
    std::vector<float> plain;  ///< f32 copy of a matrix that is not packed
    std::int64_t rows = 0, cols = 0;
  };
  struct Block {
    std::vector<float> attention_norm, feed_norm;
    Weights q, k, v, o, gate, up, down;
    std::vector<float> keys, values;  ///< [positions, kv heads · head width]
  };

  Weights weights(const std::string& name, std::int64_t rows, std::int64_t cols) const;
  std::vector<float> vector(const std::string& name, std::int64_t size) const;
  static void multiply(const Weights& weights, const std::vector<float>& x, std::vector<float>& y);
  void attend(Block& block, std::vector<float>& q, std::vector<float>& out) const;

  PackedFile m_file;
  std::int64_t m_width = 0, m_heads = 0, m_kv_heads = 0, m_feed = 0, m_vocabulary = 0, m_context = 0;
  double m_epsilon = 1e-5;
  Rotary m_rotary;
  Weights m_embedding, m_head;
  std::vector<float> m_norm, m_logits;
  std::vector<Block> m_blocks;
  std::int64_t m_position = 0;
};

/// A packed file of random codes in the shape of a Llama of `width`, `layers`, …, embedding and head packed
/// too: what a model of that size takes. Returns the bytes written.
struct PackedShape {
  std::int64_t width = 2048, layers = 22, heads = 32, kv_heads = 4, feed_forward = 5632, vocabulary = 32000;
};
std::uint64_t write_random_packed(const PackedShape& shape, const Grid& grid, std::uint64_t seed,
                                  const std::filesystem::path& file);

}  // namespace prism
