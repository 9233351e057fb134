package io.hv.image.qcow2;

import org.jspecify.annotations.Nullable;

/** Names another backing file in the header, or none. */
final class BackingChange {

    private final Metadata metadata;

    BackingChange(Metadata metadata) {
        this.metadata = metadata;
    }

    void to(@Nullable String name, @Nullable String format) {
        Header header = metadata.header;
        String nameBefore = header.backingFile;
        var extensionsBefore = header.extensions;
        header.backingFile = name;
        header.extension(
                Extension.BACKING_FORMAT, format == null ? null : Extension.text(Extension.BACKING_FORMAT, format));
        if (header.encodedSize() > metadata.geometry.clusterSize()) {
            header.backingFile = nameBefore;
            header.extensions = extensionsBefore;
            throw metadata.file.fault(
                    "backing_file",
                    -1,
                    "its name does not fit into the first cluster, with all else that the header has");
        }
        header.backingFileOffset = header.encodedNameOffset();
        metadata.headerChanged();
        metadata.writeBack();
    }
}
