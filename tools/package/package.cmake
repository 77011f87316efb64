# package.cmake - What is installed beside the programs, and the Debian package: cpack -G DEB
# SPDX-License-Identifier: GPL-2.0-or-later
set(tools ${CMAKE_SOURCE_DIR}/tools)
set(share ${CMAKE_INSTALL_DATADIR})

install(PROGRAMS ${tools}/mtpick DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES indexer/man/mtindex.1 search/man/mtsearch.1 tools/mtpick.1
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES search/man/mtsearch-query.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)
install(FILES search/render/results.schema.json indexer/command/reports.schema.json
    DESTINATION ${share}/mtsearch)
install(DIRECTORY ${tools}/shell DESTINATION ${share}/mtsearch)
foreach(program mtindex mtsearch)
    install(FILES ${tools}/completion/${program}.bash RENAME ${program}
        DESTINATION ${share}/bash-completion/completions)
    install(FILES ${tools}/completion/${program}.fish DESTINATION ${share}/fish/vendor_completions.d)
    # Debian's zsh looks into the one below /usr, every zsh into the other.
    install(FILES ${tools}/completion/_${program} DESTINATION ${share}/zsh/site-functions)
    install(FILES ${tools}/completion/_${program} DESTINATION ${share}/zsh/vendor-completions)
endforeach()
# systemd looks here below /usr, /usr/local and ~/.local alike, but wants the program's own place,
# which is known when it is installed.
install(CODE "set(program \${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/mtindex)
    configure_file(${tools}/package/mtindex.service.in ${CMAKE_BINARY_DIR}/mtindex.service @ONLY)")
install(FILES ${CMAKE_BINARY_DIR}/mtindex.service ${tools}/package/mtindex.timer
    DESTINATION ${share}/systemd/user)
install(FILES ${tools}/package/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(MT_MAINTAINER "mtsearch maintainers <maintainers@mtsearch.invalid>" CACHE STRING
    "Who stands behind a package, as: Name <address>")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME mtsearch)
set(CPACK_PACKAGE_CONTACT ${MT_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "full-text search for meeting notes and transcripts")
set(CPACK_PACKAGE_DESCRIPTION
"Ask for a name, a phrase or a decision, and get the moment it was said, with
its time, its speaker and the line in the file. Reads Markdown notes with
front matter, transcripts, subtitles and the exports of a dozen tools.
Everything stays on the machine.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${tools}/package/compress.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS libexttextcat-data)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fzf, less")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "mpv")
include(CPack)
