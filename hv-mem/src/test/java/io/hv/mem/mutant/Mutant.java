package io.hv.mem.mutant;

import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import io.hv.Network;
import io.hv.NotFoundException;
import io.hv.Pool;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The named bugs. Each of them, but {@link #NONE}, must fail a contract. */
@SuppressWarnings("ImmutableEnumChecker") // suppliers and features hold no state; they only do not say so
enum Mutant {
    NONE("nothing: all contracts hold", Bug::none),

    LOST_EVENT("an event does not come", EventBugs::lost),
    DOUBLED_EVENT("an event comes twice", EventBugs::doubled),
    REORDERED_EVENTS("an event comes after its successor", EventBugs::reordered),
    EVENT_WITHOUT_REASON("events do not say why", EventBugs::wrongReason),
    STALE_STATE_IN_LISTENER("a listener sees a state older than its event", EventBugs::staleState),
    THREAD_PER_EVENT("events come to a listener on several threads at once", EventBugs::aThreadForEachEvent),
    EVENT_TYPE_IGNORED("a listener gets events of other types", EventBugs::typeIgnored),
    LISTENER_EXCEPTION_UNSUBSCRIBES("a listener that throws is dropped", EventBugs::exceptionUnsubscribes),
    SLOW_LISTENER_BLOCKS_LISTENERS("a slow listener delays other listeners", EventBugs::oneLockForAllListeners),
    SLOW_LISTENER_BLOCKS_DOMAIN("a slow listener delays the domain", EventBugs::domainWaitsForListeners),
    LOSS_NOT_COUNTED("dropped events are not counted", EventBugs::lossNotCounted),
    CALL_AFTER_SUBSCRIPTION_CLOSE("a closed subscription is called", EventBugs::closeDoesNothing),
    SUBSCRIPTION_CLOSE_DOES_NOT_WAIT("close() returns while the listener runs", EventBugs::closeDoesNotWait),
    TRIGGER_BEFORE_SUBSCRIPTION("await() pulls the trigger before it listens", EventBugs::triggerBeforeSubscription),
    EVENT_TIMEOUT_WITHOUT_EVIDENCE("await() does not tell what came instead", EventBugs::awaitWithoutEvidence),

    DOUBLE_START_ACCEPTED("a running domain can be started", () -> Bug.accepted(Domain.class, "start")),
    DOUBLE_SUSPEND_ACCEPTED("a paused domain can be suspended", () -> Bug.accepted(Domain.class, "suspend")),
    DOUBLE_RESUME_ACCEPTED("a running domain can be resumed", () -> Bug.accepted(Domain.class, "resume")),
    RESET_OF_PAUSED_ACCEPTED("a paused domain can be reset", () -> Bug.accepted(Domain.class, "reset")),
    SHUTDOWN_OF_SHUTOFF_ACCEPTED("what is off can be shut down", () -> Bug.accepted(Domain.class, "shutdown")),
    DESTROY_OF_SHUTOFF_ACCEPTED("what is off can be destroyed", () -> Bug.accepted(Domain.class, "destroy")),
    UNDEFINE_DESTROYS("a running domain can be undefined", DomainBugs::undefineDestroysFirst),
    WRONG_EXCEPTION_CLASS("a second start is 'not found'", DomainBugs::wrongExceptionClass),
    REMEDY_MISSING("an error does not say what to do", DomainBugs::withoutRemedy),
    SUBJECT_MISSING("an error does not say what it is about", DomainBugs::withoutSubject),
    WRONG_STATE_REASON("destroyed is called shut down", DomainBugs::destroyedIsCalledShutDown),
    PAUSED_FLAG_IGNORED("started paused, it runs", DomainBugs::pausedFlagIgnored),
    CRASH_FORGOTTEN("a crash leaves no report", DomainBugs::crashForgotten),
    CRASH_IS_SHUTOFF("a crashed domain is just off", DomainBugs::crashIsShutOff),
    INTERRUPT_SWALLOWED("an interrupted wait goes on", DomainBugs::interruptSwallowed),
    INTERRUPT_FLAG_NOT_RESTORED("the interrupt flag is lost", DomainBugs::interruptFlagNotRestored),
    INTERRUPT_ENDS_DOMAIN("an interrupted wait takes the domain with it", DomainBugs::interruptEndsTheDomain),
    STATE_TIMEOUT_WITHOUT_EVIDENCE("a wait for a state does not tell the state", DomainBugs::awaitWithoutEvidence),
    CLOSE_FORGETS_WAITERS("a wait outlasts its host's handle", () -> DomainBugs.waitsOn(ClosedException.class)),
    UNDEFINE_FORGETS_WAITERS("a wait outlasts its domain", () -> DomainBugs.waitsOn(NotFoundException.class)),
    CLOSE_FORGETS_JOBS("a job outlasts its host's handle", DomainBugs::jobOutlivesItsHandle),
    CAST_OF_WHAT_IS_CLOSED("as() of what is closed or gone answers", DomainBugs::castWithoutLooking),
    JOB_TIMEOUT_CANCELS("a time-out cancels the job", DomainBugs::timeoutCancelsTheJob),
    JOB_CANCEL_DOES_NOTHING("a job cannot be cancelled", DomainBugs::cancelDoesNothing),
    SHUTDOWN_IS_DESTROY("a request to shut down kills", DomainBugs::shutdownIsDestroy),
    TRANSIENT_LEFT_AFTER_CLOSE("a closed transient domain runs on", DomainBugs::transientCloseDoesNothing),
    TRANSIENT_CLOSE_NOT_IDEMPOTENT("closing what has ended throws", DomainBugs::transientCloseTwiceThrows),
    TRANSIENT_FORGETS_ITS_END("an ended transient domain has no status", DomainBugs::transientForgetsItsEnd),

    CLAIMED_FEATURE_THROWS("a claimed feature is refused", DomainBugs::claimedButThrows),
    UNCLAIMED_FEATURE_WORKS(
            "a feature works that is not claimed",
            () -> HostBugs.hidden(Feature.RESET),
            Optional.of(Feature.RESET),
            Optional.empty()),
    EFFECT_BEFORE_REFUSAL(
            "an unclaimed feature is refused after it was done",
            DomainBugs::effectBeforeRefusal,
            Optional.empty(),
            Optional.of(Feature.RESET)),
    FEATURE_NOT_LISTED("features() lacks what supports() affirms", HostBugs::featureNotListed),

    HOST_CLOSE_DOES_NOTHING("a closed host is not closed", HostBugs::closeDoesNothing),
    HOST_CLOSE_NOT_IDEMPOTENT("closing a host twice throws", HostBugs::secondCloseThrows),
    CLOSED_HOST_LISTS_NOTHING("a closed host answers", HostBugs::closedHostListsNothing),
    CLOSED_HOST_DOMAIN_ANSWERS("a domain of a closed host answers", HostBugs::closedDomainIsShutOff),
    LEAKED_HANDLE("domains run on after the last close", HostBugs::leakedHandle),
    TRANSIENTS_OUTLIVE_HANDLE("a closed handle leaves its transient domains", HostBugs::transientsOutliveTheirHandle),
    UNDEFINE_KEEPS_NAME("the name of an undefined domain stays taken", HostBugs::undefineKeepsTheName),
    ASCII_NAMES_ONLY("a good name is refused", HostBugs::asciiNamesOnly),
    LONG_NAMES_CUT("a long name is cut", HostBugs::longNamesCut),
    NAME_CASE_IGNORED("names that differ in case are one", HostBugs::caseIgnored),
    UUID_COLLISION_ACCEPTED("two domains may ask for one UUID", HostBugs::uuidCollisionAccepted),
    UUID_IGNORED("the UUID of the spec is not taken", HostBugs::uuidIgnored),
    FAILED_DEFINE_LEAVES_REMAINS("a refused definition leaves a domain", HostBugs::failedDefineLeavesRemains),
    CHECK_FINDS_NOTHING("check() is silent on what define() refuses", HostBugs::checkFindsNothing),
    ONLY_FIRST_FAULT("only the first fault of a spec is told", HostBugs::onlyFirstFault),
    LIST_UNSORTED("domains are listed in no order", HostBugs::listUnsorted),
    LIST_LACKS_INACTIVE("domains that are off are not listed", HostBugs::listLacksWhatIsOff),
    NOT_FOUND_BY_UUID("a domain is not found by its UUID", HostBugs::notFoundByUuid),
    EQUALITY_BY_HANDLE("two handles of one domain differ", HostBugs::equalityByHandle),
    TWO_WORLDS("two hosts of one URI see different domains", Bug::none) {
        @Override
        String uri(String uri) {
            return uri + UUID.randomUUID();
        }
    },

    CONSOLE_LOSES_FIRST_BYTE("the console's first byte is lost", ConsoleBugs::losesFirstByte),
    SESSIONS_SHARE_A_CURSOR("one session reads what another has read", ConsoleBugs::sharedCursor),
    EXPECT_MOVES_ON_TIMEOUT("a time-out eats output", ConsoleBugs::movesOnTimeout),
    EXPECT_DOES_NOT_MOVE("a text is found again", ConsoleBugs::expectDoesNotMove),
    EXPECT_TIMEOUT_WITHOUT_EVIDENCE("a time-out does not show the output", ConsoleBugs::timeoutWithoutEvidence),
    NOW_IS_START("a session from now on sees the past", ConsoleBugs::nowIsStart),
    END_NOT_NOTICED("the end of the domain is not noticed", ConsoleBugs::endNotNoticed),
    SESSION_CLOSE_DOES_NOTHING("a closed session reads on", ConsoleBugs::closeDoesNothing),
    SEND_IS_LOST("what is typed does not arrive", ConsoleBugs::sendIsLost),

    DISK_FORGOTTEN("the last disk of a spec is not listed", DiskBugs::lastForgotten),
    DISK_READ_ONLY_FORGOTTEN("a read-only disk comes back writable", DiskBugs::readOnlyForgotten),
    UNKNOWN_DISK_ANSWERS("a disk that is not there is another", DiskBugs::unknownIsTheFirst),
    MISSING_DISK_IGNORED("a start without its disk's file is silent", DiskBugs::missingFileIgnored),
    DISK_RESIZE_IGNORED("a resize does nothing", DiskBugs::resizeDoesNothing),
    DISK_ONLY_GROWS("a disk cannot be made smaller", DiskBugs::onlyGrows),
    DISK_RESIZE_REFUSED_SILENTLY("a resize that cannot be is not refused", DiskBugs::refusedResizeIsSilent),
    DISK_STATISTICS_DECREASE("statistics go backwards", DiskBugs::statisticsDecrease),
    DISK_STATISTICS_OF_SHUTOFF("what is off has statistics", DiskBugs::statisticsOutliveTheRun),

    CPU_TIME_DECREASES("a machine's processor time shrinks", DomainBugs::cpuTimeDecreases),
    STATISTICS_OF_SHUTOFF("a machine that is off has statistics", DomainBugs::statisticsOutliveTheRun),
    CPU_TIME_GOES_ON("a new run begins with the processor time of the last", DomainBugs::cpuTimeOfAllRuns),

    NETWORK_DOUBLE_START_ACCEPTED("an active network can be started", () -> Bug.accepted(Network.class, "start")),
    NETWORK_DOUBLE_STOP_ACCEPTED(
            "a network that is not active can be stopped", () -> Bug.accepted(Network.class, "stop")),
    NETWORK_UNDEFINE_STOPS("an active network can be undefined", NetworkBugs::undefineStopsFirst),
    UNDEFINED_NETWORK_ANSWERS("an undefined network is not active", NetworkBugs::undefinedIsNotActive),
    NETWORK_HANDS_OUT_NOTHING("what a network hands out is forgotten", NetworkBugs::handsOutNothing),
    NETWORK_NOT_FOUND_BY_UUID("a network is not found by its UUID", NetworkBugs::notFoundByUuid),
    NETWORKS_UNSORTED("networks are listed in no order", NetworkBugs::listUnsorted),
    NETWORK_AUTOSTART_STARTS("what is to start with its host starts at once", NetworkBugs::autostartStarts),

    POOL_DOUBLE_START_ACCEPTED("an active pool can be started", () -> Bug.accepted(Pool.class, "start")),
    POOL_NAME_TAKEN_ACCEPTED(
            "who defines a pool under a name that is taken gets that one", PoolBugs::takenNameAccepted),
    POOL_SPEC_WITHOUT_UUID("a pool's spec lacks its UUID", PoolBugs::specWithoutUuid),
    POOL_NOT_FOUND_BY_UUID("a pool is not found by its UUID", PoolBugs::notFoundByUuid),
    POOLS_UNSORTED("pools are listed in no order", () -> PoolBugs.reversed(Host.class, "pools")),
    POOL_STOP_LOSES_VOLUMES("what stops a pool deletes its volumes", PoolBugs::stopLosesVolumes),
    POOL_UNDEFINE_LOSES_VOLUMES("what undefines a pool deletes its volumes", PoolBugs::undefineLosesVolumes),
    STOPPED_POOL_IS_EMPTY("a pool that is not active lists nothing", PoolBugs::stoppedListsNothing),

    VOLUMES_UNSORTED("volumes are listed in no order", () -> PoolBugs.reversed(Pool.class, "volumes")),
    VOLUME_NAME_TAKEN_REPLACES("a volume is replaced by another of its name", PoolBugs::takenNameReplaces),
    VOLUME_FORMAT_FORGOTTEN("all volumes are raw", () -> PoolBugs.made(PoolBugs::raw)),
    VOLUME_RESERVES_NOTHING("no room is reserved", () -> PoolBugs.made(PoolBugs::unreserved)),
    VOLUME_BACKING_FORGOTTEN("an overlay's spec lacks what it stands on", PoolBugs::backingForgotten),
    VOLUME_PATH_OUTSIDE("a volume is not in the folder of its pool", PoolBugs::pathOutside),
    VOLUME_FAILURE_LEAVES_REMAINS("a volume that has no room is there", PoolBugs::failedCreateLeavesRemains),
    VOLUME_RESIZE_SHRINKS("a volume becomes smaller", PoolBugs::resizeShrinks),
    VOLUME_RESIZE_IGNORED("a resize of a volume does nothing", () -> PoolBugs.ignored("resize")),
    VOLUME_DELETE_IGNORED("a deleted volume is there", () -> PoolBugs.ignored("delete")),
    DELETED_VOLUME_ANSWERS("a deleted volume is empty", PoolBugs::deletedIsEmpty),
    VOLUME_EQUALITY_BY_HANDLE("two handles of one volume differ", PoolBugs::equalityByHandle),

    EVIDENCE_WITHOUT_CONSOLE("evidence lacks what was printed", () -> EvidenceBugs.without("console.log")),
    EVIDENCE_WITHOUT_CRASH("evidence lacks the crash", () -> EvidenceBugs.without("crash.txt")),
    EVIDENCE_WITHOUT_STATUS("evidence lacks the status", () -> EvidenceBugs.without("status.txt")),
    MARK_SEEN_AT_ONCE("a mark is seen that was not made", EvidenceBugs::markSeenAtOnce);

    private final String breaks;
    private final Supplier<Bug> bug;
    private final Optional<Feature> hides;
    private final Optional<Feature> lacks;

    Mutant(String breaks, Supplier<Bug> bug) {
        this(breaks, bug, Optional.empty(), Optional.empty());
    }

    Mutant(String breaks, Supplier<Bug> bug, Optional<Feature> hides, Optional<Feature> lacks) {
        this.breaks = breaks;
        this.bug = bug;
        this.hides = hides;
        this.lacks = lacks;
    }

    /** What it breaks, for the table. */
    String breaks() {
        return breaks;
    }

    /** A new one, with a state of its own. */
    Bug bug() {
        return bug.get();
    }

    /** A feature that the backend does not claim, though the world beneath has it. */
    Optional<Feature> hides() {
        return hides;
    }

    /** A feature that the world beneath does not have either. */
    Optional<Feature> lacks() {
        return lacks;
    }

    /** The URI that is opened instead. */
    String uri(String uri) {
        return uri;
    }
}
