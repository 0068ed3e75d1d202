// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace prism::app {

class Page;
class Workspace;

/// Makes every page of the window, in the order of the page list. A page is one line in page_registry.cpp.
[[nodiscard]] std::vector<std::function<Page*(Workspace&)>> page_factories();

}  // namespace prism::app
