package io.hv.shell.guest;

import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.kvm.FolderShare;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.net.PortForward;
import io.hv.shell.KvmOnly;
import io.hv.shell.net.ForwardText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code hv run} gives its guest beside disks and network cards. */
public final class DeviceOptions {

    @Option(
            names = "--share",
            paramLabel = "TAG=FOLDER[:ro]",
            converter = ShareConverter.class,
            description =
                    "A folder that the guest mounts by its tag (mount -t virtiofs TAG /mnt), with :ro read-only. May be "
                            + "repeated. Only on kvm:///.")
    private List<FolderShare> shares = List.of();

    @Option(
            names = "--vsock",
            paramLabel = "CID",
            description = "A socket device (vsock); the guest has this context id, 3 or more. Only on kvm:///.")
    private @Nullable Long cid;

    @Option(
            names = "--forward",
            paramLabel = "PROTOCOL:[ADDRESS:]PORT:PORT",
            converter = ForwardText.class,
            description =
                    "A port of this machine's leads to one of the guest's, by the card of --net user: tcp:8080:80. At "
                            + "127.0.0.1 unless an address is said. May be repeated. Only on kvm:///.")
    private List<PortForward> forwards = List.of();

    @Option(
            names = "--seed",
            paramLabel = "USER-DATA[,KEY=FILE]...",
            converter = SeedFiles.Converter.class,
            description =
                    "What cloud-init is to do, as a disk behind all others (NoCloud), which is gone with the machine. "
                            + "Keys: meta-data, network-config. A comma in a file's name is written twice.")
    private @Nullable SeedFiles seed;

    @Option(names = "--agent", description = "A channel for QEMU's guest agent, by which hv exec and hv cp work.")
    private boolean agent;

    /** For picocli. */
    public DeviceOptions() {}

    /**
     * The seed's disk, as a file for a while.
     *
     * @param misuse makes the exception for a seed that cloud-init would not act on
     * @return nothing without a seed
     */
    public Optional<SeedFile> seed(Function<String, ? extends RuntimeException> misuse) {
        return seed == null ? Optional.empty() : Optional.of(SeedFile.write(seed.image(misuse)));
    }

    /**
     * The machine with all of it.
     *
     * @param seedFile what {@link #seed} has made
     * @param misuse makes the exception for options that do not go together
     */
    public DomainSpec on(
            DomainSpec spec, Optional<SeedFile> seedFile, Function<String, ? extends RuntimeException> misuse) {
        DomainSpec.Builder builder = spec.toBuilder();
        if (agent) {
            builder.agent();
        }
        seedFile.ifPresent(file -> builder.disk(
                DiskSpec.of(DiskSource.file(HostPath.of(file.path())).format(DiskFormat.RAW))
                        .readOnly()));
        if (!isOfKvm()) {
            return builder.build();
        }
        try {
            KvmOptions options =
                    cid == null ? KvmOptions.defaults() : KvmOptions.defaults().vsock(cid);
            for (FolderShare share : shares) {
                options = options.share(share.tag(), share.folder(), share.readOnly());
            }
            for (PortForward forward : forwards) {
                options = options.forward(forward);
            }
            return builder.with(options).build();
        } catch (IllegalArgumentException e) {
            throw misuse.apply(e.getMessage());
        }
    }

    private boolean isOfKvm() {
        return cid != null || !shares.isEmpty() || !forwards.isEmpty();
    }

    /**
     * Other hosts ignore what only kvm:/// has, and that would not be what was asked for.
     *
     * @throws io.hv.UnsupportedFeatureException if something was asked for that this host does not have
     */
    public void requireOn(Host host) {
        if (isOfKvm()) {
            String device = cid != null ? "vsock" : shares.isEmpty() ? "forward" : "share";
            KvmOnly.require(host, "--" + device, device, "only hv's own monitor has this device");
        }
    }

    /** Reads TAG=FOLDER[:ro]. */
    static final class ShareConverter implements ITypeConverter<FolderShare> {

        private static final String READ_ONLY = ":ro";

        @Override
        public FolderShare convert(String text) {
            int equals = text.indexOf('=');
            boolean readOnly = text.endsWith(READ_ONLY);
            int end = text.length() - (readOnly ? READ_ONLY.length() : 0);
            if (equals < 0 || equals + 1 >= end) {
                throw new TypeConversionException("'" + text + "' is not TAG=FOLDER[:ro], for example src=/srv/src:ro");
            }
            try {
                return new FolderShare(
                        text.substring(0, equals), HostPath.of(Path.of(text.substring(equals + 1, end))), readOnly);
            } catch (IllegalArgumentException e) {
                TypeConversionException error = new TypeConversionException(e.getMessage());
                error.initCause(e);
                throw error;
            }
        }
    }
}
