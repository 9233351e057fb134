package io.hv.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import io.hv.libvirt.LibvirtDomainEvent.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A callback for each kind of libvirt's events of domains. libvirt keeps only their addresses, so the collector must not
 * have them: this does. The details' names are those of the arguments of libvirt's callbacks.
 */
final class DomainEventCallbacks {

    /** Who is told; must not throw. */
    interface Target {
        /**
         * It happened.
         *
         * @param body reads the details, which libvirt's memory has until this returns
         */
        void told(Pointer domain, Kind kind, Consumer<EventDetails> body);
    }

    private final Target target;
    private final Map<Kind, Callback> all = new EnumMap<>(Kind.class);

    DomainEventCallbacks(Target target) {
        this.target = target;
        for (Kind kind : Kind.values()) {
            all.put(kind, callback(kind));
        }
    }

    /** The one for a kind. */
    Callback of(Kind kind) {
        return Objects.requireNonNull(all.get(kind));
    }

    /** What has libvirt call them. */
    List<Registration> registrations(LibvirtCalls calls) {
        return all.entrySet().stream()
                .map(each -> new Registration(
                        "virConnectDomainEventRegisterAny " + each.getKey(),
                        true,
                        connection -> calls.virConnectDomainEventRegisterAny(
                                connection, null, each.getKey().id(), each.getValue(), null, null),
                        calls::virConnectDomainEventDeregisterAny))
                .toList();
    }

    private Callback callback(Kind kind) {
        return switch (kind) {
            case REBOOT, CONTROL_ERROR ->
                (EventCalls.Plain) (connection, domain, opaque) -> target.told(domain, kind, details -> {});
            case RTC_CHANGE -> ofLong(kind, "utcoffset");
            case BALLOON_CHANGE -> ofLong(kind, "actual");
            case WATCHDOG -> ofInt(kind, "action");
            case PMWAKEUP, PMSUSPEND, PMSUSPEND_DISK -> ofInt(kind, "reason");
            case MIGRATION_ITERATION -> ofInt(kind, "iteration");
            case DEVICE_REMOVED, DEVICE_ADDED, DEVICE_REMOVAL_FAILED ->
                (EventCalls.OfText) (connection, domain, alias, opaque) ->
                        target.told(domain, kind, details -> details.text("devAlias", alias));
            case AGENT_LIFECYCLE ->
                (EventCalls.OfInts) (connection, domain, state, reason, opaque) -> target.told(
                        domain, kind, details -> details.number("state", state).number("reason", reason));
            case MEMORY_FAILURE ->
                (EventCalls.OfThreeInts) (connection, domain, recipient, action, flags, opaque) -> target.told(
                        domain,
                        kind,
                        details -> details.number("recipient", recipient)
                                .number("action", action)
                                .number("flags", flags));
            case TRAY_CHANGE ->
                (EventCalls.OfTextAndInt) (connection, domain, alias, reason, opaque) -> target.told(
                        domain, kind, details -> details.text("devAlias", alias).number("reason", reason));
            case METADATA_CHANGE ->
                (EventCalls.OfIntAndText) (connection, domain, type, uri, opaque) -> target.told(
                        domain, kind, details -> details.number("type", type).text("nsuri", uri));
            case MEMORY_DEVICE_SIZE_CHANGE ->
                (EventCalls.OfTextAndLong) (connection, domain, alias, size, opaque) -> target.told(
                        domain, kind, details -> details.text("alias", alias).number("size", size));
            case BLOCK_JOB, BLOCK_JOB_2 ->
                (EventCalls.OfTextAndInts) (connection, domain, disk, type, status, opaque) -> target.told(
                        domain,
                        kind,
                        details ->
                                details.text("disk", disk).number("type", type).number("status", status));
            case IO_ERROR ->
                (EventCalls.OfError) (connection, domain, path, alias, action, opaque) -> target.told(
                        domain,
                        kind,
                        details -> details.text("srcPath", path)
                                .text("devAlias", alias)
                                .number("action", action));
            case IO_ERROR_REASON ->
                (EventCalls.OfErrorWithReason) (connection, domain, path, alias, action, reason, opaque) -> target.told(
                        domain,
                        kind,
                        details -> details.text("srcPath", path)
                                .text("devAlias", alias)
                                .number("action", action)
                                .text("reason", reason));
            case DISK_CHANGE ->
                (EventCalls.OfDiskChange) (connection, domain, before, after, alias, reason, opaque) -> target.told(
                        domain,
                        kind,
                        details -> details.text("oldSrcPath", before)
                                .text("newSrcPath", after)
                                .text("devAlias", alias)
                                .number("reason", reason));
            case BLOCK_THRESHOLD ->
                (EventCalls.OfThreshold) (connection, domain, device, path, threshold, excess, opaque) -> target.told(
                        domain,
                        kind,
                        details -> details.text("dev", device)
                                .text("path", path)
                                .number("threshold", threshold)
                                .number("excess", excess));
            case GRAPHICS ->
                (EventCalls.OfGraphics)
                        (connection, domain, phase, local, remote, scheme, subject, opaque) -> target.told(
                                domain,
                                kind,
                                details -> details.number("phase", phase)
                                        .text("authScheme", scheme)
                                        .address("local", local)
                                        .address("remote", remote)
                                        .subject("subject", subject));
            case TUNABLE, JOB_COMPLETED ->
                (EventCalls.OfParameters) (connection, domain, parameters, count, opaque) ->
                        target.told(domain, kind, details -> details.parameters(parameters, count));
        };
    }

    private EventCalls.OfInt ofInt(Kind kind, String name) {
        return (connection, domain, number, opaque) ->
                target.told(domain, kind, details -> details.number(name, number));
    }

    private EventCalls.OfLong ofLong(Kind kind, String name) {
        return (connection, domain, number, opaque) ->
                target.told(domain, kind, details -> details.number(name, number));
    }
}
