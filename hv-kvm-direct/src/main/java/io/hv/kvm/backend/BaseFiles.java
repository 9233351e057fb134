package io.hv.kvm.backend;

import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.kvm.backend.saved.SavedBase;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.memory.FrozenMemory;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.StateFormatException;
import io.hv.kvm.storage.FileIdentity;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files that differences need. Safe for any thread. */
final class BaseFiles {

    private final SoundFiles sound;

    BaseFiles(SoundFiles sound) {
        this.sound = sound;
    }

    /**
     * Opens the base of a difference: where it was, or beside the difference, if files were moved together.
     *
     * @param file the difference
     * @return closed by the caller
     * @throws NotFoundException if it is at neither place
     * @throws InvalidStateException if it is not what it was
     * @throws StateFormatException if no file can be what is needed
     * @throws NativeException if one cannot be read, and no other serves
     */
    BaseFile of(Path file, SavedBase needed) {
        Path there = needed.file();
        Path beside = BaseFile.real(file).resolveSibling(there.getFileName());
        List<String> others = new ArrayList<>();
        NativeException unreadable = null;
        for (Path place : Stream.of(there, beside).distinct().toList()) {
            if (Files.exists(place)) {
                try {
                    return open(place, needed);
                } catch (StateFormatException e) {
                    others.add("as for " + place + ", " + e.getMessage());
                } catch (NativeException e) {
                    unreadable = unreadable == null ? e : unreadable;
                }
            }
        }
        if (unreadable != null) {
            // It may be the right one.
            throw unreadable;
        }
        if (others.isEmpty()) {
            throw new NotFoundException(
                    file + " cannot be restored: it is a difference, and " + there + ", which it needs, is not there",
                    "put that file back, or put it beside " + file);
        }
        throw new InvalidStateException(
                file + " cannot be restored: it is a difference, and " + there
                        + ", which it needs, is not what it was: " + String.join("; ", others),
                "put that file back as it was, or put it beside " + file);
    }

    private BaseFile open(Path place, SavedBase needed) {
        try (SnapshotReader reader = SnapshotReader.open(place)) {
            if (reader.isDifference()) {
                throw new StateFormatException("it is a difference itself");
            }
            if (!reader.digest().equals(needed.digest())) {
                throw new StateFormatException("it is another file, or has changed");
            }
            SavedState state = reader.state(SavedState.class);
            FileIdentity identity = FileIdentity.of(BaseFile.real(place), reader.status());
            sound.require(identity, reader, state);
            return new BaseFile(identity, FrozenMemory.of(state.regions(), reader.file(), reader.ramStart()));
        }
    }
}
