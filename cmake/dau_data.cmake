# SPDX-License-Identifier: Apache-2.0
# dau_data(dau_MODULE NAME FILE…): compiles text files in, as generated/<MODULE>/<NAME>.inc: for each a line
# {"file name", R"dau(content)dau"},
function(dau_data target name)
  set(entries "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(RELATIVE_PATH shown ${PROJECT_SOURCE_DIR} ${file})
    file(READ ${file} content)
    # Compilers need not take a literal of more than 65,536 characters; adjacent ones are one.
    string(REGEX REPLACE "\n- id: " ")dau\"\nR\"dau(\n- id: " content "${content}")
    string(APPEND entries "{\"${shown}\", R\"dau(${content})dau\"},\n")
  endforeach()
  string(REPLACE "dau_" "" module ${target})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/${module}/${name}.inc CONTENT "${entries}" @ONLY)
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
endfunction()
