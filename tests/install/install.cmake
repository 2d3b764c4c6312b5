# SPDX-License-Identifier: Apache-2.0
# cmake -DBUILD=… -DPREFIX=… -DSCRATCH=… -P install.cmake: installs into an empty PREFIX and looks for what must be there.
file(REMOVE_RECURSE ${SCRATCH})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(name include/dau/result.h lib*/libdau.so.0 lib*/cmake/dau/dauConfig.cmake lib*/pkgconfig/dau.pc
        share/doc/dau/LICENSE share/doc/dau/README.md)
  file(GLOB found ${PREFIX}/${name})
  if(NOT found)
    message(FATAL_ERROR "not installed: ${name}")
  endif()
endforeach()
