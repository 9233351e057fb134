package io.hv.libvirt;

import io.hv.BackendOptions;
import java.util.Objects;
import java.util.Optional;

/**
 * How machines move between libvirt's hosts, given by {@link io.hv.MigrationSpec#with(BackendOptions)}. Immutable; each
 * method that sets something returns a new value.
 *
 * @see <a href="https://libvirt.org/migration.html">libvirt's description of migration</a>
 */
public final class LibvirtMigration implements BackendOptions {

    /** Who controls the move, and what way the machine's memory takes. */
    public enum Way {
        /** This process talks with both daemons; the memory goes from QEMU to QEMU. If this process ends, so does the move. */
        DIRECT,
        /** The daemon here talks with the one there; the memory goes from QEMU to QEMU. */
        PEER_TO_PEER,
        /** As {@link #PEER_TO_PEER}, but the memory goes through the connection of the daemons. Not with storage. */
        TUNNELLED
    }

    private final Way way;
    private final Optional<String> peer;
    private final Optional<String> memory;
    private final Optional<String> storage;
    private final Optional<String> listen;
    private final boolean encrypted;
    private final Optional<String> certified;
    private final boolean sameFiles;

    private LibvirtMigration(
            Way way,
            Optional<String> peer,
            Optional<String> memory,
            Optional<String> storage,
            Optional<String> listen,
            boolean encrypted,
            Optional<String> certified,
            boolean sameFiles) {
        this.way = way;
        this.peer = peer;
        this.memory = memory;
        this.storage = storage;
        this.listen = listen;
        this.encrypted = encrypted;
        this.certified = certified;
        this.sameFiles = sameFiles;
    }

    /** What there is where nothing is said: {@link Way#DIRECT}, all addresses libvirt's choice, not encrypted. */
    public static LibvirtMigration direct() {
        return by(Way.DIRECT);
    }

    /** Controlled by the daemon here, see {@link Way#PEER_TO_PEER}. */
    public static LibvirtMigration peerToPeer() {
        return by(Way.PEER_TO_PEER);
    }

    /** Through the connection of the daemons, see {@link Way#TUNNELLED}. */
    public static LibvirtMigration tunnelled() {
        return by(Way.TUNNELLED);
    }

    private static LibvirtMigration by(Way way) {
        return new LibvirtMigration(
                way,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false);
    }

    /**
     * By what URI the daemon here reaches the one there, where that controls the move; if nothing is said, by the one by which
     * this process does.
     */
    public LibvirtMigration peer(String uri) {
        return new LibvirtMigration(way, Optional.of(uri), memory, storage, listen, encrypted, certified, sameFiles);
    }

    /**
     * Where the QEMU there listens for the memory, as the one here sees it: {@code tcp://HOST[:PORT]}, or {@code
     * unix:///PATH} where both are on one machine.
     */
    public LibvirtMigration memoryUri(String uri) {
        return new LibvirtMigration(way, peer, Optional.of(uri), storage, listen, encrypted, certified, sameFiles);
    }

    /** The same for the disks' contents; to be said where {@link #memoryUri} is a path. */
    public LibvirtMigration storageUri(String uri) {
        return new LibvirtMigration(way, peer, memory, Optional.of(uri), listen, encrypted, certified, sameFiles);
    }

    /** The address on which QEMU listens there; if nothing is said, all that the machine has. */
    public LibvirtMigration listen(String address) {
        return new LibvirtMigration(way, peer, memory, storage, Optional.of(address), encrypted, certified, sameFiles);
    }

    /** Memory and disks' contents go over TLS, for which both QEMUs need certificates ({@code migrate_tls_*} in qemu.conf). */
    public LibvirtMigration encrypted() {
        return new LibvirtMigration(way, peer, memory, storage, listen, true, certified, sameFiles);
    }

    /** The same, where the certificate there is of another name than the host has in {@link #memoryUri}. */
    public LibvirtMigration encrypted(String name) {
        return new LibvirtMigration(way, peer, memory, storage, listen, true, Optional.of(name), sameFiles);
    }

    /**
     * The disks are the same files on both hosts, though libvirt cannot see that and thinks it unsafe: they are on no file
     * system that it knows to be shared.
     */
    public LibvirtMigration sameFiles() {
        return new LibvirtMigration(way, peer, memory, storage, listen, encrypted, certified, true);
    }

    /** Who controls the move. */
    public Way way() {
        return way;
    }

    /** See {@link #peer(String)}. */
    public Optional<String> peer() {
        return peer;
    }

    /** See {@link #memoryUri(String)}. */
    public Optional<String> memoryUri() {
        return memory;
    }

    /** See {@link #storageUri(String)}. */
    public Optional<String> storageUri() {
        return storage;
    }

    /** See {@link #listen(String)}. */
    public Optional<String> listen() {
        return listen;
    }

    /** See {@link #encrypted()}. */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** See {@link #encrypted(String)}. */
    public Optional<String> certifiedName() {
        return certified;
    }

    /** See {@link #sameFiles()}. */
    public boolean hasSameFiles() {
        return sameFiles;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LibvirtMigration that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(toString());
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(toString());
    }

    @Override
    public String toString() {
        return way
                + words("peer", peer)
                + words("memory by", memory)
                + words("storage by", storage)
                + words("listening on", listen)
                + (encrypted ? " encrypted" : "")
                + words("for", certified)
                + (sameFiles ? " same files" : "");
    }

    private static String words(String what, Optional<String> value) {
        return value.map(text -> " " + what + " " + text).orElse("");
    }
}
