package io.hv.shell.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The folder of this user's sockets, one for each machine that other processes reach. Nobody else may look into it. */
public final class ControlFolder {

    /** The system property that names another folder. */
    public static final String PROPERTY = "hv.shell.control";

    private static final String SUFFIX = ".sock";
    private static final String LOCK = ".lock";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String UID = "unix:uid";

    private final Path path;

    private ControlFolder(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * The one that {@link #PROPERTY} names; else {@code hv} in the user's folder for what lives as long as a session
     * ({@code XDG_RUNTIME_DIR}); else {@code hv-USER} in the folder for temporary files.
     */
    public static ControlFolder usual() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isEmpty()) {
            return new ControlFolder(Path.of(named));
        }
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && runtime.startsWith("/")) {
            return new ControlFolder(Path.of(runtime, "hv"));
        }
        return new ControlFolder(
                Path.of(System.getProperty("java.io.tmpdir"), "hv-" + System.getProperty("user.name")));
    }

    /** Makes it where it is not there. */
    void make() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Path unused = Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
    }

    /**
     * The socket of a machine, which may not be there; the folder is.
     *
     * @throws IOException if the folder is another user's, or open to others, or not there
     */
    Path socket(String machine) throws IOException {
        requireOwn();
        return path.resolve(machine + SUFFIX);
    }

    /**
     * The socket of a machine, where there is one. Names with a slash are of no machine.
     *
     * @throws IOException if the folder is there, and is another user's, or open to others
     */
    Optional<Path> existing(String machine) throws IOException {
        if (machine.indexOf('/') >= 0 || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(socket(machine)).filter(Files::exists);
    }

    /**
     * The file that whoever looks after a socket's place, and then takes it, has locked meanwhile. It stays.
     *
     * @throws IOException as of {@link #socket}
     */
    Path lock() throws IOException {
        requireOwn();
        return path.resolve(LOCK);
    }

    private void requireOwn() throws IOException {
        // A process's folder in /proc belongs to its user.
        Object user = Files.getAttribute(Path.of("/proc/self"), UID);
        boolean own = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS).equals(user)
                && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY);
        if (!own) {
            throw new IOException(path + " is not a folder that this user alone may use");
        }
    }
}
