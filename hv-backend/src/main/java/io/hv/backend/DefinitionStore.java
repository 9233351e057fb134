package io.hv.backend;

import io.hv.Definition;
import io.hv.Feature;
import io.hv.HostFailureException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import io.hv.spi.DefinitionFormat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Definitions of domains as files in a folder, which several processes may use at once: {@code domains/UUID.xml} each, by the
 * {@link DefinitionFormat} that is found, and {@code running/UUID}, the lock of a domain that runs. The folder is made with
 * the first definition, for its owner only. Reading takes no lock, because a file is always whole; changes are one after the
 * other. Safe for any thread.
 */
public final class DefinitionStore {

    private static final Support NO_FORMAT = Support.no(
            "no format for definitions is on the class path", "add io.hv:hv-xml-model, or create() the domain");

    private final Path root;
    private final Path domains;
    private final Path running;
    private final DurableFile files;
    private final Supplier<Optional<DefinitionFormat>> formats;
    private final ReentrantLock changing = new ReentrantLock();
    private @Nullable DefinitionFormat format;

    DefinitionStore(Path root, Supplier<Optional<DefinitionFormat>> formats, Consumer<String> steps) {
        this.root = root;
        this.domains = root.resolve("domains");
        this.running = root.resolve("running");
        this.files = new DurableFile(steps);
        this.formats = formats;
    }

    /** In that folder, which need not be there. */
    public static DefinitionStore at(Path root) {
        return new DefinitionStore(root, DefinitionFormat::find, step -> {});
    }

    /** Whether definitions can be read and written: whether there is a format. */
    public Support support() {
        return find().isPresent() ? Support.yes() : NO_FORMAT;
    }

    private synchronized Optional<DefinitionFormat> find() {
        if (format == null) {
            format = formats.get().orElse(null);
        }
        return Optional.ofNullable(format);
    }

    DefinitionFormat format() {
        return find().orElseThrow(
                        () -> new UnsupportedFeatureException("the folder " + root, Feature.DEFINE, NO_FORMAT));
    }

    /**
     * What a file was when it was looked at; another one when it was replaced.
     *
     * @param key which file it is, where the system tells
     */
    record Stamp(Optional<Object> key, FileTime time, long size) {}

    /** A file that a definition is in. */
    record Entry(UUID uuid, Path file, Stamp stamp) {}

    /** All definitions, in the order of their UUIDs; none where there is no folder. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(domains)) {
            for (Path file : all) {
                uuid(file).flatMap(uuid -> entry(uuid, file)).ifPresent(entries::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw failure("the definitions in " + domains + " cannot be listed", Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw failure("the definitions in " + domains + " cannot be listed", e);
        }
        entries.sort(Comparator.comparing(Entry::uuid));
        return entries;
    }

    private static Optional<Entry> entry(UUID uuid, Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp stamp = new Stamp(Optional.ofNullable(is.fileKey()), is.lastModifiedTime(), is.size());
            return Optional.of(new Entry(uuid, file, stamp));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("the definition " + file + " cannot be looked at", e);
        }
    }

    /** Whose a file is by its name; nothing for files of other kinds. */
    private static Optional<UUID> uuid(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        // Neither a part that was being written nor an editor's copy, such as UUID.xml~ and UUID.xml.bak.
        if (dot < 0
                || name.endsWith(DurableFile.PART)
                || !name.substring(dot + 1).chars().allMatch(Character::isLetterOrDigit)) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(name.substring(0, dot));
            return uuid.toString().equals(name.substring(0, dot)) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text of a definition; nothing where it has gone meanwhile. */
    Optional<String> text(Entry entry) throws IOException {
        try {
            return Optional.of(Files.readString(entry.file()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A definition's file, if there is one. */
    Optional<Entry> find(UUID uuid) {
        return entries().stream().filter(each -> each.uuid().equals(uuid)).findFirst();
    }

    // ---- changes, one after the other

    /** What is done while nobody else changes anything. */
    interface Action<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** Does something while no thread and no process changes anything. Not for calls from within one. */
    <T extends @Nullable Object> T change(String what, Action<T> action) {
        Waits.lock(changing, what);
        try {
            makeFolders();
            try (LockFile alone = LockFile.take(root.resolve("lock"))) {
                return action.run();
            }
        } catch (FileLockInterruptionException | ClosedByInterruptException e) {
            // Before anything was changed: changes are wholly done.
            throw new InterruptedOperationException(what);
        } catch (IOException e) {
            throw failure(what + " failed in " + root, e);
        } finally {
            changing.unlock();
        }
    }

    private void makeFolders() throws IOException {
        FileAttribute<?>[] owner =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        for (Path folder : List.of(root, domains, running)) {
            DurableFile.makeFolder(folder, owner);
        }
    }

    private Path file(UUID uuid) {
        return domains.resolve(uuid + "." + format().fileEnding());
    }

    /** Writes a definition, in the place of the one that there is. Within {@link #change}. */
    Entry write(UUID uuid, Definition definition) throws IOException {
        Path file = file(uuid);
        files.write(file, definition.text());
        return entry(uuid, file).orElseThrow(() -> new IOException("the file " + file + " has gone at once"));
    }

    /** Deletes a definition, and its lock. Within {@link #change}, by who holds the lock or has seen that nobody does. */
    void delete(Entry entry) throws IOException {
        files.delete(entry.file());
        Files.deleteIfExists(entry.file().resolveSibling(entry.file().getFileName() + DurableFile.PART));
        Files.deleteIfExists(running.resolve(entry.uuid().toString()));
    }

    /**
     * Takes the lock of a domain that is to run. Within {@link #change}.
     *
     * @throws InvalidStateException if it runs in another process; the message says in which
     */
    LockFile claim(UUID uuid, String operation, String subject) throws IOException {
        Path file = running.resolve(uuid.toString());
        Optional<LockFile> lock = LockFile.tryTake(file);
        if (lock.isEmpty()) {
            throw new InvalidStateException(
                    operation + " is not possible: " + subject + " runs in " + LockFile.holder(file),
                    "wait until it has stopped there");
        }
        return lock.get();
    }

    static HostFailureException failure(String what, IOException e) {
        return new HostFailureException(
                what + ": " + e, "see who may write there, and how much room is left", "file", 0, e);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
