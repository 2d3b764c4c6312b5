# SPDX-License-Identifier: Apache-2.0
# dau_tables(TARGET FOLDER name…): compiles data/FOLDER/<name>.tsv in. For each row that is no comment, a line
# {"field", "field", …}, of generated/text/FOLDER/<name>.inc.
function(dau_tables target folder)
  foreach(name IN LISTS ARGN)
    set(source ${PROJECT_SOURCE_DIR}/data/${folder}/${name}.tsv)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(READ ${source} rows)
    string(REGEX REPLACE "(^|\n)#[^\n]*" "" rows "${rows}")
    string(REGEX REPLACE "\n+" "\n" rows "\n${rows}\n")
    string(REPLACE "\t" "\", \"" rows "${rows}")
    string(REGEX REPLACE "\n([^\n]+)" "\n{\"\\1\"}," rows "${rows}")
    file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/generated/text/${folder}/${name}.inc CONTENT "${rows}")
  endforeach()
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
endfunction()
