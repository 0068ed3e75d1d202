// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace prism {

/// Whether ALSA knows a card or the name of a device. PortAudio ends the whole program by an assertion where
/// there is neither (a system without ALSA's configuration files), so this is asked first.
[[nodiscard]] bool alsa_has_names();

}  // namespace prism
