package io.hv.backend.agent;

import io.hv.AlreadyExistsException;
import io.hv.HostFailureException;
import io.hv.backend.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of this machine's, at the other end of a transfer. */
final class LocalFile {

    private final Path path;

    LocalFile(Path path) {
        this.path = path;
    }

    /** Becomes a new file with a guest's file's content. */
    long receive(GuestFiles guest, String guestPath, Work.Progress progress) {
        try (OutputStream to = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                return guest.read(guestPath, to, done -> progress.check());
            } catch (IOException | RuntimeException e) {
                remove(e);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException(path + " is there already", "name another, or delete it", e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void remove(Exception because) {
        try {
            boolean unused = Files.deleteIfExists(path);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Is written into a guest's file. */
    long send(GuestFiles guest, String guestPath, Work.Progress progress) {
        try (InputStream from = Files.newInputStream(path)) {
            long size = Files.size(path);
            return guest.write(guestPath, from, done -> {
                progress.check();
                progress.done(size == 0 ? 1 : (double) done / size);
            });
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private HostFailureException failure(IOException cause) {
        return new HostFailureException(
                path + " of this machine fails: " + cause,
                "see that it is there, and its disk has room",
                "file",
                0,
                cause);
    }
}
