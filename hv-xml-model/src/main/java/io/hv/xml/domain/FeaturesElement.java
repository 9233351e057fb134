package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** Features of the machine. Not thread-safe. */
public final class FeaturesElement extends Element {

    /** The words of {@link #gicVersion}. */
    public enum GicVersion implements Word {
        HOST("host"),
        V2("2"),
        V3("3");

        private final String word;

        GicVersion(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** The words of {@link #ioapicDriver}. */
    public enum IoapicDriver implements Word {
        QEMU,
        KVM
    }

    /** The words of {@link #msrsUnknown}. */
    public enum MsrsUnknown implements Word {
        IGNORE,
        FAULT
    }

    /** The words of {@link #ibs}. */
    public enum Ibs implements Word {
        BROKEN,
        WORKAROUND,
        FIXED_IBS,
        FIXED_CCD,
        FIXED_NA
    }

    FeaturesElement(Place here) {
        super(here);
    }

    /** Whether addresses of more than 32 bits are there. */
    public Flag pae() {
        return here.child("pae").flag();
    }

    /** The APIC. */
    public Apic apic() {
        return new Apic(here.child("apic"));
    }

    /** Whether there is ACPI. */
    public Flag acpi() {
        return here.child("acpi").flag();
    }

    /** Whether the host's nested page tables are used. */
    public SwitchElement hap() {
        return new SwitchElement(here.child("hap"));
    }

    /** What a guest sees of Hyper-V. */
    public HypervElement hyperv() {
        return new HypervElement(here.child("hyperv"));
    }

    /** Whether Xen shows itself as Hyper-V. */
    public Flag viridian() {
        return here.child("viridian").flag();
    }

    /** What a guest sees of KVM. */
    public KvmElement kvm() {
        return new KvmElement(here.child("kvm"));
    }

    /** What a guest sees of Xen. */
    public XenElement xen() {
        return new XenElement(here.child("xen"));
    }

    /** Whether a container has a network of its own. */
    public Flag privnet() {
        return here.child("privnet").flag();
    }

    /** A feature that is on by being there, unless it says that it is off. */
    public SwitchElement pvspinlock() {
        return new SwitchElement(here.child("pvspinlock"));
    }

    /** Linux capabilities of a container: on or off, each. */
    public ContainerCapabilitiesElement capabilities() {
        return new ContainerCapabilitiesElement(here.child("capabilities"));
    }

    /** A feature that is on by being there, unless it says that it is off. */
    public SwitchElement pmu() {
        return new SwitchElement(here.child("pmu"));
    }

    /** A feature that is on by being there, unless it says that it is off. */
    public SwitchElement vmport() {
        return new SwitchElement(here.child("vmport"));
    }

    /** {@code <gic version>}, a {@link GicVersion}. */
    public TextValue<GicVersion> gicVersion() {
        return here.child("gic").only("version", Form.words(GicVersion.class));
    }

    /** System management mode. */
    public Smm smm() {
        return new Smm(here.child("smm"));
    }

    /** {@code <ioapic driver>}, an {@link IoapicDriver}. */
    public TextValue<IoapicDriver> ioapicDriver() {
        return here.child("ioapic").only("driver", Form.words(IoapicDriver.class));
    }

    /** The hashed page table, on POWER. */
    public HptElement hpt() {
        return new HptElement(here.child("hpt"));
    }

    /** A feature that is on by being there, unless it says that it is off. */
    public SwitchElement vmcoreinfo() {
        return new SwitchElement(here.child("vmcoreinfo"));
    }

    /** {@code <htm state>}, on or off. */
    public TextValue<Boolean> htm() {
        return here.child("htm").only("state", Form.ON_OFF);
    }

    /** {@code <nested-hv state>}, on or off. */
    public TextValue<Boolean> nestedHv() {
        return here.child("nested-hv").only("state", Form.ON_OFF);
    }

    /** {@code <msrs unknown>}, a {@link MsrsUnknown}. */
    public TextValue<MsrsUnknown> msrsUnknown() {
        return here.child("msrs").only("unknown", Form.words(MsrsUnknown.class));
    }

    /** {@code <ccf-assist state>}, on or off. */
    public TextValue<Boolean> ccfAssist() {
        return here.child("ccf-assist").only("state", Form.ON_OFF);
    }

    /** {@code <cfpc value>}, a {@link Mitigation}. */
    public TextValue<Mitigation> cfpc() {
        return here.child("cfpc").only("value", Form.words(Mitigation.class));
    }

    /** {@code <sbbc value>}, a {@link Mitigation}. */
    public TextValue<Mitigation> sbbc() {
        return here.child("sbbc").only("value", Form.words(Mitigation.class));
    }

    /** {@code <ibs value>}, an {@link Ibs}. */
    public TextValue<Ibs> ibs() {
        return here.child("ibs").only("value", Form.words(Ibs.class));
    }

    /** How much QEMU keeps of translated code, in KiB where no unit is written. */
    public SizeValue translationCacheSize() {
        return here.child("tcg").child("tb-cache").onlySize(SizeUnit.KIB);
    }

    /** The APIC. */
    public static final class Apic extends Element {

        Apic(Place here) {
            super(here);
        }

        /** {@code eoi}, on or off. */
        public TextValue<Boolean> eoi() {
            return here.attribute("eoi", Form.ON_OFF);
        }
    }
    /** System management mode. */
    public static final class Smm extends Element {

        Smm(Place here) {
            super(here);
        }

        /** {@code state}, on or off. */
        public TextValue<Boolean> state() {
            return here.attribute("state", Form.ON_OFF);
        }

        /** Its memory, in MiB where no unit is written. */
        public SizeValue tseg() {
            return here.child("tseg").onlySize(SizeUnit.MIB);
        }
    }
}
