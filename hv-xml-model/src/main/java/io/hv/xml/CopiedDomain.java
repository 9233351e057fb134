package io.hv.xml;

import io.hv.CloneItem;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.spi.CopiedDefinition;
import io.hv.spi.CopyIdentity;
import io.hv.xml.domain.CharacterSourceElement;
import io.hv.xml.domain.CharacterType;
import io.hv.xml.domain.DevicesElement;
import io.hv.xml.domain.DiskElement;
import io.hv.xml.domain.DomainElement;
import io.hv.xml.domain.Element;
import io.hv.xml.domain.Elements;
import io.hv.xml.domain.GraphicsElement;
import io.hv.xml.domain.HostdevElement;
import io.hv.xml.domain.InterfaceElement;
import io.hv.xml.domain.LogElement;
import io.hv.xml.domain.MemoryDeviceElement;
import io.hv.xml.domain.NumberValue;
import io.hv.xml.domain.NvramElement;
import io.hv.xml.domain.PortElement;
import io.hv.xml.domain.StorageType;
import io.hv.xml.domain.SysinfoEntryElement;
import io.hv.xml.domain.TextValue;
import io.hv.xml.domain.VsockElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes of a domain's definition that of a copy. What virt-clone resets is reset, and beside it what it leaves: the UUID that
 * firmware tells, without which libvirt refuses the copy, the generation id, files and sockets of serial lines, and fixed
 * ports of TLS and web sockets. For one document.
 */
final class CopiedDomain {

    private static final String AUTOMATIC = "-1";

    private final CopyIdentity identity;
    private final List<CloneItem> reset = new ArrayList<>();
    private final List<CloneItem> kept = new ArrayList<>();

    private CopiedDomain(CopyIdentity identity) {
        this.identity = identity;
    }

    static CopiedDefinition of(DomainXml original, CopyIdentity identity) {
        XmlDocument document = original.document();
        CopiedDomain copied = new CopiedDomain(identity);
        copied.change(DomainElement.of(document));
        return CopiedDefinition.of(DomainXml.of(document), copied.reset, copied.kept);
    }

    private void change(DomainElement domain) {
        itself(domain);
        DevicesElement devices = domain.devices();
        devices.disks().forEach(this::disk);
        nvram(domain.os().nvram());
        number(devices.interfaces(), this::networkCard);
        number(devices.graphics(), this::graphics);
        number(devices.serials(), (serial, at) -> port("serial", serial));
        number(devices.parallels(), (parallel, at) -> port("parallel", parallel));
        number(devices.consoles(), (console, at) -> port("console", console));
        devices.channels().forEach(channel -> line("channel", channel.type(), channel.sourceElements(), channel.log()));
        vsock(devices.vsock());
        number(devices.hostdevs(), this::hostDevice);
        number(devices.filesystems(), (each, at) -> kept("filesystem:" + at, "a folder of the host's is shared"));
        number(devices.sharedMemories(), (each, at) -> kept("shmem:" + at, "memory is shared by its name"));
        number(devices.memoryDevices(), this::memory);
        number(
                devices.tpms(),
                (each, at) -> kept("tpm:" + at, "a device of the host's; one that is emulated begins empty"));
        number(devices.redirectedDevices(), (each, at) -> kept("redirdev:" + at, "where it comes from is the same"));
        number(devices.smartcards(), (each, at) -> kept("smartcard:" + at, "where it comes from is the same"));
        if (domain.qemuCommandline().exists()) {
            kept("qemu:commandline", "nobody but QEMU understands it");
        }
        kept("guest", "what the guest keeps in its files: host name, machine id, keys");
    }

    private void itself(DomainElement domain) {
        reset("name", identity.name());
        domain.name().set(identity.name());
        reset("uuid", identity.uuid().toString());
        domain.uuid().set(identity.uuid());
        if (domain.title().get().isPresent()) {
            domain.title().clear();
            reset("title", "left out");
        }
        if (domain.genid().get().isPresent()) {
            domain.genid().set(UUID.randomUUID());
            reset("genid", "another one");
        }
        domain.sysinfos()
                .forEach(info -> info.system().entries().stream()
                        .filter(entry -> entry.name().or("").equals("uuid"))
                        .forEach(this::systemUuid));
    }

    private void systemUuid(SysinfoEntryElement entry) {
        entry.value().set(identity.uuid().toString());
        reset("sysinfo", "the UUID that firmware tells");
    }

    private void disk(DiskElement disk) {
        String target = disk.target().dev().or("");
        String what = "disk:" + target;
        Optional<HostPath> file = disk.sourceElement().file().get();
        DiskElement.Device device = disk.device().or(DiskElement.Device.DISK);
        if (disk.readonly().isSet() || device == DiskElement.Device.CDROM) {
            kept(what, "it is only read");
        } else if (disk.shareable().isSet()) {
            kept(what, "it is for several machines at once");
        } else if (disk.type().or(StorageType.FILE) != StorageType.FILE || file.isEmpty()) {
            kept(what, "it is no file");
        } else {
            DiskFormat format = disk.driver().type().raw().map(DiskFormat::new).orElse(DiskFormat.RAW);
            DiskSource original = DiskSource.file(file.get()).format(format);
            identity.disk(target, original)
                    .ifPresentOrElse(own -> disk(disk, what, own), () -> kept(what, "it was asked for"));
        }
    }

    private void disk(DiskElement disk, String what, DiskSource own) {
        HostPath file = own.file().orElseThrow();
        disk.sourceElement().file().set(file);
        if (!disk.driver().type().raw().equals(Optional.of(own.format().id()))) {
            disk.driver().type().raw(own.format().id());
        }
        // It says what is below the original's image.
        disk.backingStore().remove();
        reset(what, file.path());
    }

    private void nvram(NvramElement nvram) {
        List<TextValue<HostPath>> paths =
                List.of(nvram.path(), nvram.sourceElement().file());
        for (TextValue<HostPath> path : paths) {
            path.get().filter(each -> !each.path().isBlank()).ifPresent(original -> {
                HostPath own = identity.file("nvram", original);
                path.set(own);
                reset("nvram", own.path());
            });
        }
    }

    private void networkCard(InterfaceElement card, int at) {
        MacAddress own = MacAddress.random();
        card.mac().address().set(own);
        reset("mac:" + at, own.toString());
        if (card.target().dev().get().isPresent()) {
            card.target().dev().clear();
            if (card.target().rawAttributes().isEmpty()) {
                card.target().remove();
            }
            reset("tap:" + at, "the host chooses it");
        }
    }

    private void graphics(GraphicsElement graphics, int at) {
        boolean fixed = false;
        for (NumberValue port : List.of(graphics.port(), graphics.tlsPort(), graphics.websocket())) {
            if (port.get().filter(number -> number > 0).isPresent()) {
                port.raw(AUTOMATIC);
                fixed = true;
            }
        }
        if (fixed) {
            graphics.autoport().clear();
            reset("graphics:" + at, "the host chooses its ports");
        }
        file(graphics.socket(), "graphics:" + at);
        graphics.listens().forEach(listen -> file(listen.socket(), "graphics:" + at));
    }

    private void port(String what, PortElement port) {
        line(what, port.type(), port.sourceElements(), port.log());
    }

    private void line(
            String what, TextValue<CharacterType> type, Elements<CharacterSourceElement> sources, LogElement log) {
        boolean isFile = type.get()
                .filter(kind -> kind == CharacterType.FILE || kind == CharacterType.UNIX)
                .isPresent();
        for (CharacterSourceElement source : sources) {
            if (isFile && !source.mode().or("").equals("connect")) {
                source.path().get().filter(path -> path.startsWith("/")).ifPresent(path -> {
                    HostPath own = identity.file(what, HostPath.of(path));
                    source.path().set(own.path());
                    reset(what, own.path());
                });
            } else if (isElsewhere(source)) {
                kept(what, "another program's socket, a port, a pipe or a device of the host's");
            }
        }
        file(log.file(), what + ".log");
    }

    /** A pseudo terminal's path is the host's choice, and no more than what it was once. */
    private static boolean isElsewhere(CharacterSourceElement source) {
        return source.service().get().isPresent()
                || source.path()
                        .get()
                        .filter(path -> !path.startsWith("/dev/pts/"))
                        .isPresent();
    }

    /** A file that one machine has at a time. */
    private void file(TextValue<HostPath> path, String what) {
        path.get().ifPresent(original -> {
            HostPath own = identity.file(what, original);
            path.set(own);
            reset(what, own.path());
        });
    }

    private void vsock(VsockElement vsock) {
        if (vsock.exists() && vsock.cid().address().get().isPresent()) {
            vsock.cid().address().clear();
            vsock.cid().auto().set(true);
            reset("vsock", "the host chooses its context id");
        }
    }

    private void hostDevice(HostdevElement device, int at) {
        kept("hostdev:" + at, "a device of the host's: one machine at a time can have it");
    }

    private void memory(MemoryDeviceElement device, int at) {
        if (device.source().path().get().isPresent()) {
            kept("memory:" + at, "what is in its file is shared: one machine at a time can have it");
        }
    }

    private interface Numbered<T> {
        void accept(T element, int at);
    }

    private static <T extends Element> void number(Elements<T> elements, Numbered<T> action) {
        int at = 0;
        for (T element : elements.list()) {
            action.accept(element, at);
            at++;
        }
    }

    private void reset(String what, String detail) {
        CloneItem item = CloneItem.of(what, detail);
        // A console often stands beside the serial line that it is.
        if (!reset.contains(item)) {
            reset.add(item);
        }
    }

    private void kept(String what, String detail) {
        kept.add(CloneItem.of(what, detail));
    }
}
