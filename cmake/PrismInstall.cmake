# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` and CPack put on a machine. The programs install themselves where they are made (app/).
set(share ${CMAKE_INSTALL_DATADIR})
install(FILES installer/share/prismoe.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(DIRECTORY resources/demo/ DESTINATION ${share}/prism-workbench/demo)
install(FILES LICENSE README.md CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(PRISM_GUI)
  install(FILES installer/share/prism-workbench.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES installer/share/prism-workbench.desktop DESTINATION ${share}/applications)
  install(FILES installer/share/prism-workbench.metainfo.xml DESTINATION ${share}/metainfo
          RENAME io.github.prism_workbench.PrismWorkbench.metainfo.xml)
  install(FILES installer/share/prism-workbench.xml DESTINATION ${share}/mime/packages)
  install(FILES resources/app/prism-workbench.svg DESTINATION ${share}/icons/hicolor/scalable/apps)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME prism-workbench)
set(CPACK_PACKAGE_CONTACT "The Prism Workbench contributors <maintainers@prism-workbench.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Not linked, but needed: fast BLAS under LibTorch, the SQLite driver of Qt SQL, SVG icons, a font.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-pthread, libqt6sql6-sqlite, libqt6svg6, fonts-dejavu-core")
include(CPack)
