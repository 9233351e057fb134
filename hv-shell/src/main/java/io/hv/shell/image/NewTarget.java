package io.hv.shell.image;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that a command makes, in the place of one that may be there. That one is set aside until the new one is whole, and
 * comes back where that fails; the new one gets its permissions. A process that is killed leaves it beside, hidden, with
 * {@code .before} at its name's end.
 */
final class NewTarget implements AutoCloseable {

    private static final int RANDOM_BYTES = 4;

    private final Path file;
    private final @Nullable Path aside;
    private boolean made;
    private boolean whole;

    private NewTarget(Path file, @Nullable Path aside) {
        this.file = file;
        this.aside = aside;
    }

    /** Makes room for it. What somebody has open, this command too, is not replaced. */
    static NewTarget at(Path file) {
        if (!Files.exists(file)) {
            return new NewTarget(file, null);
        }
        try {
            Path real = file.toRealPath();
            Path name = real.getFileName();
            if (name == null || !Files.isRegularFile(real)) {
                throw new CommandException(file + ": it is there already, and is no regular file", "", null);
            }
            try (Image unused =
                    Image.open(real, OpenOptions.format(ImageFormat.RAW).writable())) {
                byte[] random = new byte[RANDOM_BYTES];
                new SecureRandom().nextBytes(random);
                String hidden = "." + name + "." + HexFormat.of().formatHex(random) + ".before";
                return new NewTarget(real, Files.move(real, real.resolveSibling(hidden)));
            }
        } catch (IOException e) {
            throw new CommandException(file + ": it is there already, and cannot be set aside: " + e, "", e);
        }
    }

    /** Where it is to be made. */
    Path file() {
        return file;
    }

    /** It is there, and goes again if it does not come to be whole. */
    void made() {
        made = true;
    }

    /** It is whole. */
    void keep() {
        whole = true;
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view != null) {
            Path unused =
                    Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }

    @Override
    public void close() {
        try {
            if (aside != null && whole) {
                keepPermissions(aside, file);
                Files.delete(aside);
            } else if (aside != null) {
                // Whatever is left of the new one: it may be there where it could not be deleted.
                Path unused = Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            } else if (made && !whole) {
                boolean unused = Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            String where = aside == null ? "" : "; what it was before is " + aside;
            throw new CommandException(file + " cannot be tidied up: " + e + where, "", e);
        }
    }
}
