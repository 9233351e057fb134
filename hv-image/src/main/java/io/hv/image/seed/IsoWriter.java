package io.hv.image.seed;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a volume from its first sector to its last. */
final class IsoWriter {

    private final IsoLayout layout;
    private final OutputStream out;

    IsoWriter(IsoLayout layout, OutputStream out) {
        this.layout = layout;
        this.out = out;
    }

    void write() throws IOException {
        for (byte[] part : layout.parts()) {
            out.write(part);
            pad(part.length);
        }
        for (IsoNode file : layout.files()) {
            IsoSource source = file.source();
            if (source != null) {
                source.copy(layout.bytes(file), out);
                pad(layout.bytes(file));
            }
        }
    }

    private void pad(long length) throws IOException {
        out.write(new byte[(int) (IsoBytes.sectors(length) * IsoBytes.SECTOR - length)]);
    }
}
