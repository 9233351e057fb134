package io.hv.testkit.junit;

import io.hv.BackendOptions;
import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DhcpRange;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.ElfBoot;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A golden machine as a number: SHA-256 over all that makes it what it is. Each part goes in with its length, so that no two
 * lists of parts are taken for the same. Of a file it is the path, the size and the time of its last change: reading an image
 * of gigabytes before each run would cost what templates save.
 */
final class Fingerprint {

    private final MessageDigest digest;
    /** Something cannot be said. */
    private boolean unknown;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /**
     * In hexadecimal digits.
     *
     * @param lans the networks that its cards are on while it becomes golden
     * @return nothing where its spec holds what no other process can tell to be the same: code, or what a backend does not
     *     say of its options
     */
    static Optional<String> of(GoldenMachine golden, List<NetworkSpec> lans, String backend, String version) {
        Fingerprint all = new Fingerprint();
        all.add("golden machine, 3", backend, version);
        all.add(golden.spec());
        all.add(golden.texts());
        all.add(lans.size());
        lans.forEach(all::add);
        return all.unknown ? Optional.empty() : Optional.of(HexFormat.of().formatHex(all.digest.digest()));
    }

    private void add(DomainSpec spec) {
        add(
                spec.name(),
                spec.uuid().toString(),
                Long.toString(spec.memory().bytes()),
                Integer.toString(spec.vcpus()),
                spec.clock().name());
        add(spec.cpu().map(cpu -> cpu.model().toString()).orElse("any"));
        add(spec.cpu().map(cpu -> cpu.without().stream().sorted().toList()).orElse(List.of()));
        spec.boot().ifPresentOrElse(this::add, () -> add("nothing to boot"));
        add("disks", Integer.toString(spec.disks().size()));
        spec.disks().forEach(this::add);
        add("nics", Integer.toString(spec.nics().size()));
        spec.nics().forEach(this::add);
        add("agent", Boolean.toString(spec.hasAgent()));
        List<BackendOptions> options = spec.options();
        add("options", Integer.toString(options.size()));
        for (BackendOptions each : options) {
            Optional<String> text = each.fingerprint();
            unknown |= text.isEmpty();
            add(each.getClass().getName(), text.orElse(""));
        }
    }

    private void add(Boot boot) {
        add(boot.feature().id());
        if (boot instanceof LinuxBoot linux) {
            add(linux.commandLine());
        } else if (boot instanceof MultibootBoot multiboot) {
            add(multiboot.commandLine());
            add(multiboot.modules().stream()
                    .map(MultibootBoot.Module::commandLine)
                    .toList());
        } else if (boot instanceof BinaryBoot binary) {
            add(binary.mode().name(), Long.toString(binary.loadAddress()), Long.toString(binary.entry()));
        } else if (!(boot instanceof ElfBoot)) {
            // A backend's own way, of which only the contents are known.
            unknown = true;
        }
        add("contents", Integer.toString(boot.contents().size()));
        boot.contents().forEach((part, content) -> {
            add(part);
            add(content);
        });
    }

    private void add(Content content) {
        content.bytes().ifPresentOrElse(this::add, () -> add(content.file().orElseThrow()));
    }

    private void add(DiskSpec disk) {
        add(
                disk.target().toString(),
                disk.source().format().toString(),
                disk.bus().toString(),
                Boolean.toString(disk.isReadOnly()),
                Boolean.toString(disk.isThrowaway()),
                disk.serial().toString(),
                disk.discard().name(),
                disk.queues().toString(),
                disk.limits().bytesPerSecond().map(ByteSize::bytes).toString(),
                disk.limits().operationsPerSecond().toString());
        disk.source().file().ifPresent(this::add);
    }

    private void add(NicSpec nic) {
        add(nic.network().toString(), nic.mac().toString(), nic.model().toString(), Boolean.toString(nic.isLinkUp()));
    }

    private void add(NetworkSpec lan) {
        add(
                lan.name(),
                lan.mode().name(),
                lan.hostBridge().toString(),
                lan.dnsDomain().toString(),
                lan.mtu().toString());
        add(lan.addresses().size());
        for (NetworkAddress address : lan.addresses()) {
            add(address.address().toString(), Integer.toString(address.prefix()));
            add(address.ranges().stream().map(DhcpRange::toString).toList());
            add(address.hosts().size());
            address.hosts()
                    .forEach(host -> add(
                            host.address().toString(),
                            host.mac().toString(),
                            host.name().toString()));
        }
    }

    private void add(HostPath file) {
        Path path = Path.of(file.path());
        try {
            add(
                    file.path(),
                    Long.toString(Files.size(path)),
                    Files.getLastModifiedTime(path).toString());
        } catch (IOException e) {
            // Of another machine, or missing: booting will tell. The template is for this process only then.
            add(file.path());
            unknown = true;
        }
    }

    private void add(String... parts) {
        add(List.of(parts));
    }

    private void add(List<String> parts) {
        add(parts.size());
        parts.forEach(part -> add(part.getBytes(StandardCharsets.UTF_8)));
    }

    private void add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(HexFormat.of().toHexDigits(number).getBytes(StandardCharsets.US_ASCII));
    }
}
