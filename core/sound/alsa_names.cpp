// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/alsa_names.h"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <array>
#include <string_view>

namespace prism {
namespace {

/// Names that PortAudio passes over: parts of other devices' definitions.
bool is_building_block(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kBlocks{
      "hw", "plughw", "plug", "dsnoop", "tee", "file", "null", "shm", "cards", "rate_convert"};
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
}

}  // namespace

bool alsa_has_names() {
  int card = -1;
  if (snd_card_next(&card) == 0 && card >= 0) return true;
  snd_config_t* devices = nullptr;
  if (snd_config_update() < 0 || snd_config_search(snd_config, "pcm", &devices) < 0) return false;
  snd_config_iterator_t at, next;
  snd_config_for_each(at, next, devices) {
    snd_config_t* device = snd_config_iterator_entry(at);
    snd_config_t* type = nullptr;
    const char* name = nullptr;
    if (snd_config_search(device, "type", &type) < 0 || snd_config_get_id(device, &name) < 0) continue;
    if (!is_building_block(name)) return true;
  }
  return false;
}

}  // namespace prism
