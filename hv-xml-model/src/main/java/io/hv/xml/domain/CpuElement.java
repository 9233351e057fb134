package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** The guest's processor; the host's in its capabilities, where the rest of it is used. Not thread-safe. */
public final class CpuElement extends Element {

    /** The words of {@link #mode}. */
    public enum Mode implements Word {
        CUSTOM,
        HOST_MODEL,
        HOST_PASSTHROUGH,
        MAXIMUM
    }

    /** The words of {@link #match}. */
    public enum Match implements Word {
        MINIMUM,
        EXACT,
        STRICT
    }

    /** The words of {@link #check}. */
    public enum Check implements Word {
        NONE,
        PARTIAL,
        FULL
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <cpu>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static CpuElement of(XmlDocument document) {
        return new CpuElement(Roots.of(document, io.hv.xml.wire.cpu.Cpu.class));
    }

    CpuElement(Place here) {
        super(here);
    }

    /** How it is chosen, with what belongs to that: {@link #mode}, {@link #model} and others in one. */
    public Value<CpuChoice> choice() {
        return new CpuChoiceValue(here);
    }

    /** How it is chosen; {@code custom} where nothing is written. */
    public TextValue<Mode> mode() {
        return here.attribute("mode", Form.words(Mode.class));
    }

    /** How near the host's processor has to come to it. */
    public TextValue<Match> match() {
        return here.attribute("match", Form.words(Match.class));
    }

    /** How it is checked when the domain starts. */
    public TextValue<Check> check() {
        return here.attribute("check", Form.words(Check.class));
    }

    /** Whether features that hinder a migration are left out, of the host's own processor only. */
    public TextValue<Boolean> migratable() {
        return here.attribute("migratable", Form.ON_OFF);
    }

    /** The architecture, of the host's only. */
    public TextValue<String> arch() {
        return here.child("arch").onlyText(Form.TEXT);
    }

    /** Old features, of the host's only. */
    public Features hostFeatures() {
        return new Features(here.child("features"));
    }

    /** The model that it is like. */
    public Model model() {
        return new Model(here.child("model"));
    }

    /** Its maker, {@code Intel} for example. */
    public TextValue<String> vendor() {
        return here.child("vendor").onlyText(Form.TEXT);
    }

    /** The version of the microcode, of the host's only. */
    public TextValue<String> microcodeVersion() {
        return here.child("microcode").only("version", Form.TEXT);
    }

    /** Family, model and stepping, of the host's only. */
    public Signature signature() {
        return new Signature(here.child("signature"));
    }

    /** Counters, of the host's only. */
    public Elements<Counter> counters() {
        return here.all("counter", Counter::new);
    }

    /** Sockets, cores, threads. */
    public Topology topology() {
        return new Topology(here.child("topology"));
    }

    /** How wide physical addresses are. */
    public PhysicalAddress physicalAddress() {
        return new PhysicalAddress(here.child("maxphysaddr"));
    }

    /** Features that differ from the model's, one element each. */
    public Elements<Feature> features() {
        return here.all("feature", Feature::new);
    }

    /** Sizes of pages, of the host's only. */
    public Elements<Pages> pages() {
        return here.all("pages", Pages::new);
    }

    /** NUMA nodes of the guest. */
    public NumaElement numa() {
        return new NumaElement(here.child("numa"));
    }

    /** Which cache the guest sees. */
    public Cache cache() {
        return new Cache(here.child("cache"));
    }

    /** Features as old capabilities list them. */
    public static final class Features extends Element {

        Features(Place here) {
            super(here);
        }

        /** Whether there is a {@code <pae/>}. */
        public Flag pae() {
            return here.child("pae").flag();
        }

        /** Whether there is a {@code <nonpae/>}. */
        public Flag nonpae() {
            return here.child("nonpae").flag();
        }

        /** Whether there is a {@code <vmx/>}. */
        public Flag vmx() {
            return here.child("vmx").flag();
        }

        /** Whether there is a {@code <svm/>}. */
        public Flag svm() {
            return here.child("svm").flag();
        }
    }
    /** The model, by its name. */
    public static final class Model extends Element {

        /** The words of {@link #fallback}. */
        public enum Fallback implements Word {
            ALLOW,
            FORBID
        }

        Model(Place here) {
            super(here);
        }

        /** Whether another model may stand in for one that the host cannot give. */
        public TextValue<Fallback> fallback() {
            return here.attribute("fallback", Form.words(Fallback.class));
        }

        /** The maker as the guest reads it, of 12 characters. */
        public TextValue<String> vendorId() {
            return here.attribute("vendor_id", Form.TEXT);
        }

        /** {@code usable}, yes or no. */
        public TextValue<Boolean> usable() {
            return here.attribute("usable", Form.YES_NO);
        }

        /** {@code deprecated}, yes or no. */
        public TextValue<Boolean> deprecated() {
            return here.attribute("deprecated", Form.YES_NO);
        }

        /** {@code vendor}. */
        public TextValue<String> vendor() {
            return here.attribute("vendor", Form.TEXT);
        }

        /** The name, {@code Haswell} for example. */
        public TextValue<String> value() {
            return here.text(Form.TEXT);
        }
    }
    /** Who made it and when, as numbers. */
    public static final class Signature extends Element {

        Signature(Place here) {
            super(here);
        }

        /** {@code family}, 0 to 4,294,967,295. */
        public NumberValue family() {
            return here.number("family", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code model}, 0 to 4,294,967,295. */
        public NumberValue model() {
            return here.number("model", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code stepping}, 0 to 4,294,967,295. */
        public NumberValue stepping() {
            return here.number("stepping", Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** A counter that advances by itself. */
    public static final class Counter extends Element {

        Counter(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** In hertz. */
        public NumberValue frequency() {
            return here.number("frequency", Numbers.decimal(0, Numbers.ANY));
        }

        /** {@code scaling}, yes or no. */
        public TextValue<Boolean> scaling() {
            return here.attribute("scaling", Form.YES_NO);
        }
    }
    /** How many of each there are in the next larger one. */
    public static final class Topology extends Element {

        Topology(Place here) {
            super(here);
        }

        /** Sockets of the machine, 1 or more. */
        public NumberValue sockets() {
            return here.number("sockets", Numbers.decimal(1, Numbers.ANY));
        }

        /** Dies of a socket, 1 or more. */
        public NumberValue dies() {
            return here.number("dies", Numbers.decimal(1, Numbers.ANY));
        }

        /** Cores of a die, 1 or more. */
        public NumberValue cores() {
            return here.number("cores", Numbers.decimal(1, Numbers.ANY));
        }

        /** Threads of a core, 1 or more. */
        public NumberValue threads() {
            return here.number("threads", Numbers.decimal(1, Numbers.ANY));
        }
    }
    /** The width of physical addresses. */
    public static final class PhysicalAddress extends Element {

        /** The words of {@link #mode}. */
        public enum PhysicalAddressMode implements Word {
            EMULATE,
            PASSTHROUGH
        }

        PhysicalAddress(Place here) {
            super(here);
        }

        /** {@code mode}, a {@link PhysicalAddressMode}. */
        public TextValue<PhysicalAddressMode> mode() {
            return here.attribute("mode", Form.words(PhysicalAddressMode.class));
        }

        /** In bits. */
        public NumberValue bits() {
            return here.number("bits", Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** One feature. */
    public static final class Feature extends Element {

        /** The words of {@link #policy}. */
        public enum Policy implements Word {
            FORCE,
            REQUIRE,
            OPTIONAL,
            DISABLE,
            FORBID
        }

        Feature(Place here) {
            super(here);
        }

        /** What is asked for; of a guest's processor without it {@code require}. */
        public TextValue<Policy> policy() {
            return here.attribute("policy", Form.words(Policy.class));
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }
    }
    /** A size of pages that the processor has. */
    public static final class Pages extends Element {

        Pages(Place here) {
            super(here);
        }

        /** {@code size}, in KiB where no unit is written. */
        public SizeValue size() {
            return here.size("size", "unit", SizeUnit.KIB);
        }
    }
    /** The cache that the guest sees. */
    public static final class Cache extends Element {

        /** The words of {@link #mode}. */
        public enum CacheMode implements Word {
            EMULATE,
            PASSTHROUGH,
            DISABLE
        }

        Cache(Place here) {
            super(here);
        }

        /** Its level, 1 to 3. */
        public NumberValue level() {
            return here.number("level", Numbers.decimal(1, 3));
        }

        /** {@code mode}, a {@link CacheMode}. */
        public TextValue<CacheMode> mode() {
            return here.attribute("mode", Form.words(CacheMode.class));
        }
    }
}
