package io.hv.kvm.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Has overlays made in a folder of the test's, until it is closed. */
public final class OverlayFolder implements AutoCloseable {

    private final @Nullable String before = System.getProperty(Overlay.FOLDER);

    /** From now on. */
    public OverlayFolder(Path folder) {
        Object unused = System.setProperty(Overlay.FOLDER, folder.toString());
    }

    @Override
    public void close() {
        if (before == null) {
            Object unused = System.clearProperty(Overlay.FOLDER);
        } else {
            Object unused = System.setProperty(Overlay.FOLDER, before);
        }
    }
}
