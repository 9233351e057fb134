package io.hv.kvm.bus;

import java.util.OptionalLong;

/**
 * A machine's threads for what may block: a bounded number, none of which is a vCPU's or the event loop's. While the machine
 * is paused nothing runs on them. Safe for any thread.
 */
public interface Workers {

    /**
     * A job that runs after it was rung for. Rings that come before it begins may be one run; runs of one job may overlap.
     *
     * @param device named where {@code work} throws
     */
    Job job(Device device, Runnable work);

    /** Whether the machine is to stand still: what runs ends as soon as it can, and is run again afterwards. */
    default boolean holding() {
        return false;
    }

    /** Something that is to be done again and again. */
    interface Job extends AutoCloseable {

        /** Has it run soon. Never waits. */
        void ring();

        /**
         * Lets a guest's store ring, without a stop of the vCPU (ioeventfd under KVM).
         *
         * @param address guest physical
         * @param size 2 or 4 bytes; 0 for any
         * @param value only a store of this value; empty for any
         * @throws RuntimeException if the host has no room for more; nothing is hooked then
         */
        Hook onStore(long address, int size, OptionalLong value);

        /** It never begins again. Unhooks what is hooked. Idempotent; does not wait for a run under way. */
        @Override
        void close();
    }

    /** A place that rings. */
    interface Hook extends AutoCloseable {

        /** A store there is an ordinary access again. Idempotent. */
        @Override
        void close();
    }
}
