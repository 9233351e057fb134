package io.hv.xml.spec;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.Content;
import io.hv.ElfBoot;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.SpecFault;
import io.hv.xml.wire.Unknown;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The ways of booting that libvirt has no words for: {@code <hv:boot>}. */
final class BootWords {

    /** What a document takes of bytes, which lie in it as Base64; a document has 32 Mi characters at most. */
    static final int MOST_BYTES = 16 << 20;

    /** Bytes in one element; a multiple of 3, so that texts need no padding. */
    private static final int PIECE = 48 << 10;

    private static final String PART = "part";
    private static final String MODULE = "module";
    private static final String BYTES = "bytes";
    private static final String LINE = "cmdline";

    private BootWords() {}

    static Unknown write(Boot boot) {
        Unknown element = OwnMetadata.element("boot");
        if (boot instanceof LinuxBoot linux) {
            OwnMetadata.set(element, "kind", "linux");
            OwnMetadata.set(element, LINE, linux.commandLine());
            part(element, "kernel", linux.kernel());
            linux.initrd().ifPresent(initrd -> part(element, "initrd", initrd));
        } else if (boot instanceof ElfBoot elf) {
            OwnMetadata.set(element, "kind", "elf");
            part(element, "image", elf.image());
        } else if (boot instanceof MultibootBoot multiboot) {
            OwnMetadata.set(element, "kind", "multiboot");
            OwnMetadata.set(element, LINE, multiboot.commandLine());
            part(element, "kernel", multiboot.kernel());
            multiboot.modules().forEach(module -> {
                Unknown each = OwnMetadata.element(MODULE);
                OwnMetadata.set(each, LINE, module.commandLine());
                write(each, module.content());
                element.add(each);
            });
        } else if (boot instanceof BinaryBoot binary) {
            OwnMetadata.set(element, "kind", "binary");
            OwnMetadata.set(element, "mode", OwnMetadata.word(binary.mode()));
            OwnMetadata.set(element, "load", "0x" + Long.toHexString(binary.loadAddress()));
            OwnMetadata.set(element, "entry", "0x" + Long.toHexString(binary.entry()));
            part(element, "image", binary.image());
        } else {
            throw refused(boot.toString(), "a definition can hold hv's own ways of booting only");
        }
        return element;
    }

    private static InvalidSpecException refused(String value, String why) {
        return new InvalidSpecException(
                "the document",
                List.of(SpecFault.of("boot", value, why, "create() the machine, which writes no definition")));
    }

    private static void part(Unknown boot, String name, Content content) {
        Unknown part = OwnMetadata.element(PART);
        OwnMetadata.set(part, "name", name);
        write(part, content);
        boot.add(part);
    }

    private static void write(Unknown element, Content content) {
        content.file().ifPresent(file -> OwnMetadata.set(element, "file", file.path()));
        byte[] bytes = content.bytes().orElse(new byte[0]);
        if (bytes.length > MOST_BYTES) {
            throw refused(
                    content.toString(),
                    "a definition takes " + MOST_BYTES + " bytes at most; keep them in a file, and name that");
        }
        for (int at = 0; at < bytes.length; at += PIECE) {
            Unknown piece = OwnMetadata.element(BYTES);
            piece.text(Base64.getEncoder()
                    .encodeToString(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE))));
            element.add(piece);
        }
    }

    // ---- read

    static Boot read(Unknown element) {
        String kind = OwnMetadata.need(element, "kind");
        return switch (kind) {
            case "linux" -> linux(element);
            case "elf" -> ElfBoot.of(part(element, "image"));
            case "multiboot" -> multiboot(element);
            case "binary" ->
                BinaryBoot.of(
                                part(element, "image"),
                                OwnMetadata.word(BinaryBoot.Mode.class, OwnMetadata.need(element, "mode")),
                                address(element, "load"))
                        .entry(address(element, "entry"));
            default -> throw new IllegalArgumentException("no boot is of the kind '" + kind + "'");
        };
    }

    private static Boot linux(Unknown element) {
        LinuxBoot boot = LinuxBoot.kernel(part(element, "kernel"));
        Optional<Unknown> initrd = find(element, "initrd");
        boot = initrd.isPresent() ? boot.initrd(content(initrd.get())) : boot;
        String line = OwnMetadata.need(element, LINE);
        return line.isEmpty() ? boot : boot.append(line);
    }

    private static Boot multiboot(Unknown element) {
        MultibootBoot boot = MultibootBoot.kernel(part(element, "kernel")).commandLine(OwnMetadata.need(element, LINE));
        for (Unknown each : element.all(Unknown.class)) {
            if (each.name().equals(OwnMetadata.name(MODULE))) {
                boot = boot.module(content(each), OwnMetadata.need(each, LINE));
            }
        }
        return boot;
    }

    private static long address(Unknown element, String attribute) {
        String text = OwnMetadata.need(element, attribute);
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("not an address: '" + text + "'");
        }
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    private static Content part(Unknown boot, String name) {
        return find(boot, name)
                .map(BootWords::content)
                .orElseThrow(() -> new IllegalArgumentException("<hv:boot> without the part " + name));
    }

    private static Optional<Unknown> find(Unknown boot, String name) {
        return boot.all(Unknown.class).stream()
                .filter(each ->
                        each.name().equals(OwnMetadata.name(PART)) && name.equals(OwnMetadata.get(each, "name")))
                .findFirst();
    }

    private static Content content(Unknown element) {
        String file = OwnMetadata.get(element, "file");
        if (file != null) {
            return Content.file(HostPath.of(file));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Unknown each : element.all(Unknown.class)) {
            if (each.name().equals(OwnMetadata.name(BYTES))) {
                bytes.writeBytes(Base64.getDecoder().decode(each.text().strip()));
            }
        }
        return Content.bytes(bytes.toByteArray());
    }
}
