// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

int main(int argc, char** argv) {
  return prism::cli::run_command_line(std::vector<std::string>(argv + 1, argv + argc));
}
