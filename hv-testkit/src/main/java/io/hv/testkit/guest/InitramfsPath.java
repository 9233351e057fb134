package io.hv.testkit.guest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which paths an initramfs can hold. */
final class InitramfsPath {

    /** Linux skips entries whose name, with its NUL, is longer (PATH_MAX). */
    private static final int MAX_BYTES = 4096;

    private InitramfsPath() {}

    /** What is wrong with a path, or the empty text. */
    static String fault(String path) {
        if (!path.startsWith("/")) {
            return "not absolute";
        }
        if (path.indexOf('\0') >= 0) {
            return "it holds a NUL";
        }
        List<String> parts = List.of(path.substring(1).split("/", -1));
        if (parts.contains("") || parts.contains(".") || parts.contains("..")) {
            return "an empty part, or . or ..";
        }
        if (parts.equals(List.of(CpioArchive.TRAILER))) {
            return "the archive's format ends at that name";
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "longer than " + MAX_BYTES + " bytes";
        }
        return "";
    }
}
