// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/page_registry.h"

#ifdef PRISM_AUDIO
#include "app/pages/audio_page.h"
#endif
#include "app/pages/inference_page.h"
#include "app/pages/lowbit_page.h"
#include "app/pages/pair_page.h"
#include "app/pages/plan_page.h"
#include "app/pages/router_page.h"
#include "app/pages/runs_page.h"
#include "app/pages/tensor_page.h"
#include "app/pages/workers_page.h"

namespace prism::app {

namespace {

template <typename T>
Page* make(Workspace& workspace) {
  return new T(workspace);
}

}  // namespace

std::vector<std::function<Page*(Workspace&)>> page_factories() {
  return {
      make<PairPage>,   make<PlanPage>,   make<WorkersPage>, make<RouterPage>, make<InferencePage>,
#ifdef PRISM_AUDIO
      make<AudioPage>,
#endif
      make<LowBitPage>, make<TensorPage>, make<RunsPage>,
  };
}

}  // namespace prism::app
