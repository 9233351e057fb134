package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;
import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** Parts of the host's cache for some virtual processors. Not thread-safe. */
public final class CacheTuneElement extends Element {

    CacheTuneElement(Place here) {
        super(here);
    }

    /** {@code vcpus}, a set of numbers. */
    public TextValue<CpuSet> vcpus() {
        return here.attribute("vcpus", Form.CPUS);
    }

    /** {@code id}. */
    public TextValue<String> id() {
        return here.attribute("id", Form.TEXT);
    }

    /** All {@code <cache>}, in their order. */
    public Elements<Cache> caches() {
        return here.all("cache", Cache::new);
    }

    /** All {@code <monitor>}, in their order. */
    public Elements<Monitor> monitors() {
        return here.all("monitor", Monitor::new);
    }

    /** A part of a cache. */
    public static final class Cache extends Element {

        /** The words of {@link #type}. */
        public enum Type implements Word {
            BOTH,
            CODE,
            DATA
        }

        Cache(Place here) {
            super(here);
        }

        /** {@code size}, in KiB where no unit is written. */
        public SizeValue size() {
            return here.size("size", "unit", SizeUnit.KIB);
        }

        /** {@code id}, 0 to 4,294,967,295. */
        public NumberValue id() {
            return here.number("id", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code level}, 0 to 4,294,967,295. */
        public NumberValue level() {
            return here.number("level", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code type}, a {@link Type}. */
        public TextValue<Type> type() {
            return here.attribute("type", Form.words(Type.class));
        }
    }
    /** Whose use of the cache is counted. */
    public static final class Monitor extends Element {

        Monitor(Place here) {
            super(here);
        }

        /** {@code level}, 0 to 4,294,967,295. */
        public NumberValue level() {
            return here.number("level", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code vcpus}, a set of numbers. */
        public TextValue<CpuSet> vcpus() {
            return here.attribute("vcpus", Form.CPUS);
        }
    }
}
