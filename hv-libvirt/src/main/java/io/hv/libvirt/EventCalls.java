package io.hv.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/**
 * The functions by which libvirt tells of domains, and the callbacks of all its kinds of events but the life cycle's, which
 * libvirt-java has. Each is called on the event loop's thread; pointers are libvirt's, and good until it returns.
 */
interface EventCalls {

    /**
     * Begins to tell of a domain's events of a kind, or all domains'; its number, or -1.
     *
     * @param event {@code virDomainEventID}
     */
    int virConnectDomainEventRegisterAny(
            ConnectionPointer connection,
            @Nullable DomainPointer domain,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    /** {@code virConnectDomainEventGenericCallback}. */
    interface Plain extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, @Nullable Pointer opaque);
    }

    /** Those with one number of 32 bits. */
    interface OfInt extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, int number, @Nullable Pointer opaque);
    }

    /** Those with one number of 64 bits. */
    interface OfLong extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, long number, @Nullable Pointer opaque);
    }

    /** Those with one text. */
    interface OfText extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    /** Those with two numbers of 32 bits. */
    interface OfInts extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, int first, int second, @Nullable Pointer opaque);
    }

    /** Those with three numbers of 32 bits. */
    interface OfThreeInts extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, int first, int second, int third, @Nullable Pointer opaque);
    }

    /** Those with a text and a number of 32 bits. */
    interface OfTextAndInt extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, @Nullable Pointer text, int number, @Nullable Pointer opaque);
    }

    /** Those with a number of 32 bits and a text. */
    interface OfIntAndText extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, int number, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    /** Those with a text and a number of 64 bits. */
    interface OfTextAndLong extends Callback {
        /** It happened. */
        void happened(
                Pointer connection, Pointer domain, @Nullable Pointer text, long number, @Nullable Pointer opaque);
    }

    /** Those with a text and two numbers of 32 bits. */
    interface OfTextAndInts extends Callback {
        /** It happened. */
        void happened(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer text,
                int first,
                int second,
                @Nullable Pointer opaque);
    }

    /** {@code virConnectDomainEventIOErrorCallback}. */
    interface OfError extends Callback {
        /** It happened. */
        void happened(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer path,
                @Nullable Pointer alias,
                int action,
                @Nullable Pointer opaque);
    }

    /** {@code virConnectDomainEventIOErrorReasonCallback}. */
    interface OfErrorWithReason extends Callback {
        /** It happened. */
        void happened(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer path,
                @Nullable Pointer alias,
                int action,
                @Nullable Pointer reason,
                @Nullable Pointer opaque);
    }

    /** {@code virConnectDomainEventDiskChangeCallback}. */
    interface OfDiskChange extends Callback {
        /** It happened. */
        void happened(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer before,
                @Nullable Pointer after,
                @Nullable Pointer alias,
                int reason,
                @Nullable Pointer opaque);
    }

    /** {@code virConnectDomainEventBlockThresholdCallback}. */
    interface OfThreshold extends Callback {
        /** It happened. */
        void happened(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer device,
                @Nullable Pointer path,
                long threshold,
                long excess,
                @Nullable Pointer opaque);
    }

    /** {@code virConnectDomainEventGraphicsCallback}. */
    interface OfGraphics extends Callback {
        /** It happened. */
        void happened(
                Pointer connection,
                Pointer domain,
                int phase,
                @Nullable Pointer local,
                @Nullable Pointer remote,
                @Nullable Pointer scheme,
                @Nullable Pointer subject,
                @Nullable Pointer opaque);
    }

    /** Those with an array of {@code virTypedParameter}. */
    interface OfParameters extends Callback {
        /** It happened. */
        void happened(Pointer connection, Pointer domain, Pointer parameters, int count, @Nullable Pointer opaque);
    }
}
