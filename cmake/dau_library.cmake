# SPDX-License-Identifier: Apache-2.0
# The shared libdau made of every module, and all that `cmake --install` puts in place:
#   bin/dau  lib/libdau.so.0  lib/libdau_<module>.a  lib/cmake/dau/  lib/pkgconfig/dau.pc
#   include/dau/  share/dau/models/  share/doc/dau/
include(CMakePackageConfigHelpers)
if(DAU_FUZZ)  # instrumented for libFuzzer: nothing to hand out
  return()
endif()

get_property(library_modules GLOBAL PROPERTY DAU_MODULES)
list(REMOVE_ITEM library_modules dau_cli)  # the command line is a user of the library, not a part of it

# The target is dau_shared because the program is called dau. It takes every object: nothing inside the library calls
# most of what it exports. What is not DAU_API is hidden already; the map hides the standard library's templates too.
add_library(dau_shared SHARED)
add_library(dau::dau ALIAS dau_shared)
foreach(module IN LISTS library_modules)
  get_target_property(libraries ${module} DAU_LIBRARIES)
  target_sources(dau_shared PRIVATE $<TARGET_OBJECTS:${module}>)
  target_link_libraries(dau_shared PRIVATE ${libraries})
endforeach()
set_target_properties(dau_shared PROPERTIES
  OUTPUT_NAME dau EXPORT_NAME dau LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION} SOVERSION 0
  LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/libdau.map)
target_link_options(dau_shared PRIVATE -Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/libdau.map)
target_compile_features(dau_shared INTERFACE cxx_std_20)
target_include_directories(dau_shared INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

# Install.
set(cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dau)
install(TARGETS dau_shared EXPORT dauTargets)
install(TARGETS ${library_modules} EXPORT dauTargets FILE_SET HEADERS)
install(EXPORT dauTargets NAMESPACE dau:: DESTINATION ${cmake_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/dauConfig.cmake.in dauConfig.cmake
  INSTALL_DESTINATION ${cmake_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(dauConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/dauConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/dauConfigVersion.cmake
  DESTINATION ${cmake_dir})

# The prefix as seen from the file itself, so that an installed tree can be moved.
file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
foreach(name dau dau-c)  # a C compiler does not take the flags of C++
  configure_file(cmake/${name}.pc.in ${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()

if(TARGET dau)
  set_target_properties(dau PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  install(TARGETS dau)
endif()
if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/models)
  install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/dau/models FILES_MATCHING PATTERN *.dau PATTERN *.cdx.json PATTERN *.md)
endif()
install(DIRECTORY data/eval/ DESTINATION ${CMAKE_INSTALL_DATADIR}/dau/eval)
install(FILES README.md README.vi.md CHANGELOG.md LICENSE NOTICE TYPE DOC)
if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/docs)
  install(DIRECTORY docs/ TYPE DOC)
endif()
