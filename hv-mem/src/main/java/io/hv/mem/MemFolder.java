package io.hv.mem;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.HostFailureException;
import io.hv.NotFoundException;
import io.hv.backend.VolumeFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes in one folder, of whatever pools are on it: they stay as long as their host. Safe for any thread. */
final class MemFolder {

    private static final ByteSize ROOM = ByteSize.gib(100);

    private final String path;
    private final Map<String, VolumeFacts> volumes = new HashMap<>();

    MemFolder(String path) {
        this.path = path;
    }

    ByteSize capacity() {
        return ROOM;
    }

    synchronized ByteSize available() {
        long taken = volumes.values().stream()
                .mapToLong(volume -> volume.allocated().bytes())
                .sum();
        return ByteSize.bytes(ROOM.bytes() - taken);
    }

    synchronized List<VolumeFacts> all() {
        return List.copyOf(volumes.values());
    }

    synchronized Optional<VolumeFacts> find(String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    /** Throws {@link HostFailureException} if there is no room for what it takes. */
    synchronized void add(VolumeFacts volume) {
        if (volumes.containsKey(volume.name())) {
            throw new AlreadyExistsException(
                    "a volume called '" + volume.name() + "' is in " + path + " already",
                    "choose another name, or delete that one");
        }
        ByteSize free = available();
        if (volume.allocated().compareTo(free) > 0) {
            throw new HostFailureException(
                    "there is no room for the volume '" + volume.name() + "' in " + path + ": it takes "
                            + volume.allocated() + ", and " + free + " are free",
                    "reserve less, or delete other volumes",
                    "add",
                    0,
                    null);
        }
        volumes.put(volume.name(), volume);
    }

    synchronized void resize(String name, ByteSize capacity) {
        VolumeFacts before = require(name);
        volumes.put(
                name,
                new VolumeFacts(name, before.path(), before.format(), capacity, before.allocated(), before.backing()));
    }

    synchronized void remove(String name) {
        VolumeFacts gone = require(name);
        volumes.remove(gone.name());
    }

    private VolumeFacts require(String name) {
        VolumeFacts volume = volumes.get(name);
        if (volume == null) {
            throw new NotFoundException("the volume '" + name + "' is not in " + path, "make it again");
        }
        return volume;
    }
}
