package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** What a guest boots from. Not thread-safe. */
public final class OsElement extends Element {

    /** The words of {@link #firmware}. */
    public enum Firmware implements Word {
        BIOS,
        EFI
    }

    /** The words of {@link #smbiosMode}. */
    public enum SmbiosMode implements Word {
        EMULATE,
        HOST,
        SYSINFO
    }

    OsElement(Place here) {
        super(here);
    }

    /** Which firmware libvirt is to find. */
    public TextValue<Firmware> firmware() {
        return here.attribute("firmware", Form.words(Firmware.class));
    }

    /** For which kind of machine the guest is made. */
    public Type type() {
        return new Type(here.child("type"));
    }

    /** A Linux kernel that is booted directly, a path on the host. */
    public TextValue<HostPath> kernel() {
        return here.child("kernel").onlyText(Form.PATH);
    }

    /** Its initial RAM disk, a path on the host. */
    public TextValue<HostPath> initrd() {
        return here.child("initrd").onlyText(Form.PATH);
    }

    /** The device of its root file system. */
    public TextValue<HostPath> root() {
        return here.child("root").onlyText(Form.PATH);
    }

    /** Its command line. */
    public TextValue<String> cmdline() {
        return here.child("cmdline").onlyText(Form.TEXT);
    }

    /** The device tree for it, a path on the host. */
    public TextValue<HostPath> dtb() {
        return here.child("dtb").onlyText(Form.PATH);
    }

    /** What the firmware that libvirt finds has to have, one element each. */
    public Elements<Feature> firmwareFeatures() {
        return here.child("firmware").all("feature", Feature::new);
    }

    /** The firmware itself. */
    public Loader loader() {
        return new Loader(here.child("loader"));
    }

    /** Where the firmware keeps its variables. */
    public NvramElement nvram() {
        return new NvramElement(here.child("nvram"));
    }

    /** What is tried in turn, one element each. */
    public Elements<Boot> boots() {
        return here.all("boot", Boot::new);
    }

    /** Whether people may choose at boot. */
    public Bootmenu bootMenu() {
        return new Bootmenu(here.child("bootmenu"));
    }

    /** Where the tables of SMBIOS come from. */
    public TextValue<SmbiosMode> smbiosMode() {
        return here.child("smbios").only("mode", Form.words(SmbiosMode.class));
    }

    /** What a BIOS does besides. */
    public Bios bios() {
        return new Bios(here.child("bios"));
    }

    /** Tables of ACPI that are added, one element each. */
    public Elements<Table> acpiTables() {
        return here.child("acpi").all("table", Table::new);
    }

    /** The first program of a container, a path in it. */
    public TextValue<HostPath> init() {
        return here.child("init").onlyText(Form.PATH);
    }

    /** The arguments of a container's first program, one element each. */
    public Elements<Argument> arguments() {
        return here.all("initarg", Argument::new);
    }

    /** The environment of a container's first program, one element a variable. */
    public Elements<Variable> environment() {
        return here.all("initenv", Variable::new);
    }

    /** The folder in which a container's first program starts. */
    public TextValue<HostPath> initdir() {
        return here.child("initdir").onlyText(Form.PATH);
    }

    /** Who runs a container's first program: a name or a number. */
    public TextValue<String> inituser() {
        return here.child("inituser").onlyText(Form.TEXT);
    }

    /** The group that runs a container's first program: a name or a number. */
    public TextValue<String> initgroup() {
        return here.child("initgroup").onlyText(Form.TEXT);
    }

    /** The kind of machine. */
    public static final class Type extends Element {

        /** The words of {@link #arch}. */
        public enum Arch implements Word {
            AARCH64("aarch64"),
            ALPHA("alpha"),
            ARMV6L("armv6l"),
            ARMV7L("armv7l"),
            CRIS("cris"),
            I686("i686"),
            IA64("ia64"),
            LM32("lm32"),
            M68K("m68k"),
            MICROBLAZE("microblaze"),
            MICROBLAZEEL("microblazeel"),
            MIPS("mips"),
            MIPSEL("mipsel"),
            MIPS64("mips64"),
            MIPS64EL("mips64el"),
            OPENRISC("openrisc"),
            PARISC("parisc"),
            PARISC64("parisc64"),
            PPC("ppc"),
            PPC64("ppc64"),
            PPC64LE("ppc64le"),
            PPCEMB("ppcemb"),
            RISCV32("riscv32"),
            RISCV64("riscv64"),
            S390("s390"),
            S390X("s390x"),
            SH4("sh4"),
            SH4EB("sh4eb"),
            SPARC("sparc"),
            SPARC64("sparc64"),
            UNICORE32("unicore32"),
            X86_64("x86_64"),
            XTENSA("xtensa"),
            XTENSAEB("xtensaeb");

            private final String word;

            Arch(String word) {
                this.word = word;
            }

            @Override
            public String word() {
                return word;
            }
        }

        /** The words of {@link #value}. */
        public enum TypeName implements Word {
            EXE,
            HVM,
            XEN,
            LINUX,
            XENPVH
        }

        Type(Place here) {
            super(here);
        }

        /** The architecture of its processor. */
        public TextValue<Arch> arch() {
            return here.attribute("arch", Form.words(Arch.class));
        }

        /** The machine by the hypervisor's name, {@code q35} for example. */
        public TextValue<String> machine() {
            return here.attribute("machine", Form.TEXT);
        }

        /** How it is virtualized; {@code hvm} is a whole machine. */
        public TextValue<TypeName> value() {
            return here.text(Form.words(TypeName.class));
        }
    }
    /** Firmware that the hypervisor loads. */
    public static final class Loader extends Element {

        /** The words of {@link #type}. */
        public enum LoaderType implements Word {
            ROM,
            PFLASH
        }

        Loader(Place here) {
            super(here);
        }

        /** {@code readonly}, yes or no. */
        public TextValue<Boolean> readonly() {
            return here.attribute("readonly", Form.YES_NO);
        }

        /** Whether it needs SMM to protect its variables, yes or no. */
        public TextValue<Boolean> secure() {
            return here.attribute("secure", Form.YES_NO);
        }

        /** {@code type}, a {@link LoaderType}. */
        public TextValue<LoaderType> type() {
            return here.attribute("type", Form.words(LoaderType.class));
        }

        /** Whether it keeps no variables, yes or no. */
        public TextValue<Boolean> stateless() {
            return here.attribute("stateless", Form.YES_NO);
        }

        /** The firmware, a path on the host. */
        public TextValue<HostPath> path() {
            return here.text(Form.PATH);
        }
    }
    /** A kind of device to boot from. */
    public static final class Boot extends Element {

        /** The words of {@link #dev}. */
        public enum Dev implements Word {
            HD,
            FD,
            CDROM,
            NETWORK
        }

        Boot(Place here) {
            super(here);
        }

        /** {@code dev}, a {@link Dev}. */
        public TextValue<Dev> dev() {
            return here.attribute("dev", Form.words(Dev.class));
        }
    }
    /** A menu at boot. */
    public static final class Bootmenu extends Element {

        Bootmenu(Place here) {
            super(here);
        }

        /** {@code enable}, yes or no. */
        public TextValue<Boolean> enable() {
            return here.attribute("enable", Form.YES_NO);
        }

        /** How long it waits, in milliseconds, 0 to 65,535. */
        public NumberValue timeout() {
            return here.number("timeout", Numbers.decimal(0, 65_535));
        }
    }
    /** What a BIOS does besides. */
    public static final class Bios extends Element {

        Bios(Place here) {
            super(here);
        }

        /** Whether it writes to the first serial port, yes or no. */
        public TextValue<Boolean> useserial() {
            return here.attribute("useserial", Form.YES_NO);
        }

        /** After how many milliseconds without anything to boot it begins anew, 0 to 65,535 on most hypervisors; -1 for never. */
        public NumberValue rebootTimeout() {
            return here.number("rebootTimeout", Numbers.decimal(-1, 32_767));
        }
    }
    /** One argument. */
    public static final class Argument extends Element {

        Argument(Place here) {
            super(here);
        }

        /** The text of the element. */
        public TextValue<String> value() {
            return here.text(Form.TEXT);
        }
    }
    /** One variable of the environment. */
    public static final class Variable extends Element {

        Variable(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** The text of the element. */
        public TextValue<String> value() {
            return here.text(Form.TEXT);
        }
    }
    /** A feature of firmware. */
    public static final class Feature extends Element {

        /** The words of {@link #name}. */
        public enum FeatureName implements Word {
            ENROLLED_KEYS,
            SECURE_BOOT
        }

        Feature(Place here) {
            super(here);
        }

        /** {@code enabled}, yes or no. */
        public TextValue<Boolean> enabled() {
            return here.attribute("enabled", Form.YES_NO);
        }

        /** {@code name}, a {@link FeatureName}. */
        public TextValue<FeatureName> name() {
            return here.attribute("name", Form.words(FeatureName.class));
        }
    }
    /** A table of ACPI. */
    public static final class Table extends Element {

        /** The words of {@link #type}. */
        public enum TableType implements Word {
            SLIC
        }

        Table(Place here) {
            super(here);
        }

        /** {@code type}, a {@link TableType}. */
        public TextValue<TableType> type() {
            return here.attribute("type", Form.words(TableType.class));
        }

        /** The file that has it, a path on the host. */
        public TextValue<HostPath> path() {
            return here.text(Form.PATH);
        }
    }
}
