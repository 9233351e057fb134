package io.hv.kvm.backend;

import io.hv.InvalidStateException;
import io.hv.kvm.backend.saved.SavedBase;
import io.hv.kvm.memory.FrozenMemory;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.StateFormatException;
import io.hv.kvm.storage.FileIdentity;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The whole snapshot file that a machine has come from, through whatever restorations and forks, and that a difference is told
 * from. It is open for as long as somebody has it. Safe for any thread; {@link #close()} is each owner's own.
 */
final class BaseFile implements AutoCloseable {

    private static final String WHOLE_FIRST = "save it whole, restore it, and save the difference from there";

    private final FileIdentity identity;
    private final FrozenMemory memory;

    /**
     * One with one owner.
     *
     * @param identity of the file, by its real path
     * @param memory its RAM, taken over
     */
    BaseFile(FileIdentity identity, FrozenMemory memory) {
        this.identity = identity;
        this.memory = memory;
    }

    /** Where a file is, past all links: what has a link's name may be another file tomorrow. */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // Gone since it was opened. Whoever wants to write a difference from it will be told.
            return file.toAbsolutePath();
        }
    }

    /** What a machine without one is told. */
    static InvalidStateException none(String name) {
        return new InvalidStateException(
                "there is no difference to save: '" + name + "' does not come from a file", WHOLE_FIRST);
    }

    /** The same, for one more owner. */
    BaseFile share() {
        return new BaseFile(identity, memory.share());
    }

    /** The same, for one more owner; none, if there is none. */
    static @Nullable BaseFile shareOf(@Nullable BaseFile file) {
        return file == null ? null : file.share();
    }

    /** Its RAM, which stays its own. */
    FrozenMemory memory() {
        return memory;
    }

    /**
     * What is written of it into a difference.
     *
     * @param target where the difference is to be written to
     * @throws InvalidStateException if it is not there any more as it was, or is what would be replaced
     */
    SavedBase forDifferenceIn(Path target) {
        Path path = identity.path();
        if (!Files.exists(path)) {
            throw changed("it is gone", null);
        }
        try (SnapshotReader reader = SnapshotReader.open(path)) {
            if (!FileIdentity.of(path, reader.status()).equals(identity)) {
                throw changed("it is another file now, or was written to", null);
            }
            if (isAt(target)) {
                throw new InvalidStateException(
                        "the difference cannot be saved to " + target + ": that is the file that it would need",
                        "save it to another file, or save the machine whole");
            }
            return new SavedBase(path.toString(), reader.digest());
        } catch (StateFormatException e) {
            throw changed(String.valueOf(e.getMessage()), e);
        } catch (NativeException e) {
            throw HostErrors.failure("the reading of " + path, e);
        }
    }

    private InvalidStateException changed(String why, @Nullable Throwable cause) {
        String message = "there is no difference to save: the machine comes from " + identity.path()
                + ", which is not there any more as it was: " + why;
        return cause == null
                ? new InvalidStateException(message, WHOLE_FIRST)
                : new InvalidStateException(message, WHOLE_FIRST, cause);
    }

    private boolean isAt(Path target) {
        try {
            return Files.isSameFile(target, identity.path());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw HostErrors.unwritable("the difference", target, e);
        }
    }

    /** Gives this owner's part back. Idempotent. */
    @Override
    public void close() {
        memory.close();
    }
}
