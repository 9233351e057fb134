package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a domain's {@code <os>} and {@code <bootloader>} say by what the guest is started. */
final class BootMethodValue extends KindValue<BootMethod> {

    /** What whole machines have, whatever starts them. */
    private static final Set<String> MACHINE =
            Set.of("os/type/@machine", "os/boot", "os/bootmenu", "os/smbios", "os/bios", "os/acpi");

    private static final Set<String> FOUND_FIRMWARE = Set.of("os/@firmware", "os/firmware");
    private static final Set<String> ANY_FIRMWARE = Set.of(
            "os/loader/@readonly",
            "os/loader/@secure",
            "os/loader/@stateless",
            "os/nvram/text()",
            "os/nvram/@type",
            "os/nvram/source");
    private static final Set<String> FIRMWARE_FILE =
            Set.of("os/loader/text()", "os/loader/@type", "os/nvram/@template");
    private static final Set<String> KERNEL = Set.of("os/kernel", "os/initrd", "os/cmdline", "os/root", "os/dtb");
    private static final Set<String> CONTAINER =
            Set.of("os/init", "os/initarg", "os/initenv", "os/initdir", "os/inituser", "os/initgroup");
    private static final Set<String> BOOTLOADER = Set.of("bootloader", "bootloader_args");

    private static final Map<String, Form<?>> FORMS =
            Map.of("os/type/text()", Form.WORD, "os/@firmware", Form.WORD, "os/loader/@type", Form.WORD);

    private static final Kinds KINDS = new Kinds(
            Set.of(),
            Map.of(
                    "usual", MACHINE,
                    "firmware", all(List.of(MACHINE, FOUND_FIRMWARE, ANY_FIRMWARE)),
                    "loader", all(List.of(MACHINE, ANY_FIRMWARE, FIRMWARE_FILE)),
                    "kernel", all(List.of(MACHINE, FOUND_FIRMWARE, ANY_FIRMWARE, FIRMWARE_FILE, KERNEL)),
                    "container", CONTAINER,
                    "bootloader", all(List.of(MACHINE, BOOTLOADER))),
            FORMS);

    private static final Kinds WITHOUT_THE_MACHINE = new Kinds(
            all(List.of(FOUND_FIRMWARE, ANY_FIRMWARE, FIRMWARE_FILE, KERNEL, CONTAINER, BOOTLOADER)), Map.of());

    /** Machines of Xen that have no firmware. */
    private static final Set<String> PARAVIRTUALIZED = Set.of("xenpv", "xenpvh");

    private final OsElement os;
    private final DomainElement domain;

    BootMethodValue(Place domain) {
        super(domain, KINDS);
        this.domain = new DomainElement(domain);
        this.os = this.domain.os();
    }

    private static Set<String> all(List<Set<String>> some) {
        return some.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** The type and the machine stay. */
    @Override
    public void clear() {
        WITHOUT_THE_MACHINE.clear(place);
    }

    @Override
    public String xpath() {
        return os.xpath();
    }

    @Override
    List<String> touched() {
        List<String> touched = new ArrayList<>(super.touched());
        touched.add(os.type().xpath() + "/text()");
        return touched;
    }

    @Override
    @Nullable
    BootMethod read() {
        OsElement.Type.TypeName type = os.type().value().read();
        HostPath kernel = os.kernel().read();
        if (type == OsElement.Type.TypeName.EXE) {
            if (kernel != null || place.child("bootloader").find() != null) {
                throw wrong("a container has no kernel of its own");
            }
            return container();
        }
        if (os.init().read() != null) {
            if (type != null) {
                throw wrong("what is no container has a container's first program");
            }
            return container();
        }
        if (place.child("bootloader").find() != null) {
            return new BootMethod.HostBootloader(
                    notBlank(domain.bootloader().read()),
                    notBlank(domain.bootloaderArgs().read()));
        }
        if (kernel != null) {
            return new BootMethod.Kernel(
                    kernel, os.initrd().read(), notBlank(os.cmdline().read()));
        }
        OsElement.Firmware firmware = os.firmware().read();
        if (firmware != null) {
            return new BootMethod.Firmware(firmware);
        }
        HostPath file = os.loader().path().read();
        if (file != null) {
            return new BootMethod.Loader(file, os.loader().type().read());
        }
        return type == OsElement.Type.TypeName.HVM ? new BootMethod.Firmware() : null;
    }

    private BootMethod container() {
        return new BootMethod.Container(
                os.init().read(),
                os.arguments().stream().map(each -> each.value().or("")).toList());
    }

    private static @Nullable String notBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    @Override
    void write(BootMethod method) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        String type = os.type().value().raw().map(String::strip).orElse("");
        if (method instanceof BootMethod.Container container) {
            container.arguments().forEach(BootMethodValue::text);
            wanted.put("os/type/text()", "exe");
            wanted.put("os/init", format(container.init()));
            become("container", wanted);
            write(container.arguments());
            return;
        }
        boolean whole = method instanceof BootMethod.Firmware || method instanceof BootMethod.Loader;
        boolean without = method instanceof BootMethod.HostBootloader && type.isEmpty();
        if (type.equals("exe") || (type.isEmpty() && !without) || (whole && !type.equals("hvm"))) {
            wanted.put("os/type/text()", "hvm");
            if (PARAVIRTUALIZED.contains(os.type().machine().raw().orElse(""))) {
                wanted.put("os/type/@machine", null);
            }
        }
        if (method instanceof BootMethod.Firmware firmware) {
            OsElement.Firmware kind = firmware.kind();
            wanted.put("os/@firmware", kind == null ? null : kind.word());
            become(kind == null ? "usual" : "firmware", wanted);
        } else if (method instanceof BootMethod.Loader loader) {
            wanted.put("os/loader/text()", format(loader.file()));
            wanted.put(
                    "os/loader/@type",
                    loader.type() == null ? null : loader.type().word());
            become("loader", wanted);
        } else if (method instanceof BootMethod.Kernel kernel) {
            wanted.put("os/kernel", format(kernel.kernel()));
            wanted.put("os/initrd", format(kernel.initrd()));
            wanted.put("os/cmdline", text(kernel.commandLine()));
            become("kernel", wanted);
        } else {
            BootMethod.HostBootloader bootloader = (BootMethod.HostBootloader) method;
            wanted.put("bootloader", bootloader.program() == null ? "" : text(bootloader.program()));
            wanted.put("bootloader_args", text(bootloader.arguments()));
            become("bootloader", wanted);
        }
    }

    private void write(List<String> texts) {
        Elements<OsElement.Argument> arguments = os.arguments();
        while (arguments.size() > texts.size()) {
            arguments.get(arguments.size() - 1).remove();
        }
        for (int i = 0; i < texts.size(); i++) {
            OsElement.Argument argument = i < arguments.size() ? arguments.get(i) : arguments.add();
            if (!argument.value().raw().orElse("").equals(texts.get(i))) {
                argument.value().raw(texts.get(i));
            }
        }
    }

    private static @Nullable String format(@Nullable HostPath path) {
        return path == null ? null : Form.PATH.format(path);
    }

    /** Without any letter it would not be there. */
    private static @Nullable String text(@Nullable String text) {
        if (text != null && text.isBlank()) {
            throw new IllegalArgumentException("a text is wanted, which is not blank");
        }
        return checked(text);
    }
}
