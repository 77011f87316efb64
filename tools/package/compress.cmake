# compress.cmake - Manual pages and changelog as Debian wants them: gzip, at its best, undated
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Run by CPack on the tree that it packs, which is its alone.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
file(GLOB_RECURSE pages ${root}/*/share/man/*.[1-8])
file(COPY ${CMAKE_CURRENT_LIST_DIR}/changelog DESTINATION ${root}/usr/share/doc/mtsearch)
foreach(file IN LISTS pages ITEMS ${root}/usr/share/doc/mtsearch/changelog)
    execute_process(COMMAND gzip -9nf ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
