package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** The program that serves a folder of the host. Not thread-safe. */
public final class VirtiofsdElement extends Element {

    VirtiofsdElement(Place here) {
        super(here);
    }

    /** The program, a path on the host. */
    public TextValue<HostPath> path() {
        return here.attribute("path", Form.PATH);
    }

    /** {@code xattr}, on or off. */
    public TextValue<Boolean> xattr() {
        return here.attribute("xattr", Form.ON_OFF);
    }

    /** What the guest caches. */
    public Cache cache() {
        return new Cache(here.child("cache"));
    }

    /** How the program is confined. */
    public Sandbox sandbox() {
        return new Sandbox(here.child("sandbox"));
    }

    /** Which locks reach the host. */
    public Lock lock() {
        return new Lock(here.child("lock"));
    }

    /** Its threads. */
    public ThreadPool threadPool() {
        return new ThreadPool(here.child("thread_pool"));
    }

    /** What the guest caches. */
    public static final class Cache extends Element {

        /** The words of {@link #mode}. */
        public enum CacheMode implements Word {
            NONE,
            ALWAYS
        }

        Cache(Place here) {
            super(here);
        }

        /** {@code mode}, a {@link CacheMode}. */
        public TextValue<CacheMode> mode() {
            return here.attribute("mode", Form.words(CacheMode.class));
        }
    }
    /** How the program is confined. */
    public static final class Sandbox extends Element {

        /** The words of {@link #mode}. */
        public enum SandboxMode implements Word {
            NAMESPACE,
            CHROOT
        }

        Sandbox(Place here) {
            super(here);
        }

        /** {@code mode}, a {@link SandboxMode}. */
        public TextValue<SandboxMode> mode() {
            return here.attribute("mode", Form.words(SandboxMode.class));
        }
    }
    /** Which locks reach the host. */
    public static final class Lock extends Element {

        Lock(Place here) {
            super(here);
        }

        /** {@code posix}, on or off. */
        public TextValue<Boolean> posix() {
            return here.attribute("posix", Form.ON_OFF);
        }

        /** {@code flock}, on or off. */
        public TextValue<Boolean> flock() {
            return here.attribute("flock", Form.ON_OFF);
        }
    }
    /** Its threads. */
    public static final class ThreadPool extends Element {

        ThreadPool(Place here) {
            super(here);
        }

        /** {@code size}, a whole number. */
        public NumberValue size() {
            return here.number("size", Numbers.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }
}
