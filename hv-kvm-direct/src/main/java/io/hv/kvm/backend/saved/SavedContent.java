package io.hv.kvm.backend.saved;

import io.hv.Content;
import io.hv.HostPath;
import io.hv.kvm.bus.Bytes;

/**
 * What is booted.
 *
 * @param file its path; empty where the bytes are given
 * @param bytes themselves; empty where a file is named
 */
record SavedContent(String file, Bytes bytes) {

    static SavedContent of(Content content) {
        return content.file()
                .map(path -> new SavedContent(path.path(), Bytes.EMPTY))
                .orElseGet(() -> new SavedContent("", Bytes.of(content.bytes().orElseThrow())));
    }

    Content content() {
        return file.isEmpty() ? Content.bytes(bytes.toArray()) : Content.file(HostPath.of(file));
    }
}
