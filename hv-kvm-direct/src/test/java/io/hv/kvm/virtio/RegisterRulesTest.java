package io.hv.kvm.virtio;

import static io.hv.kvm.virtio.Driver.ACKNOWLEDGE;
import static io.hv.kvm.virtio.Driver.DRIVER;
import static io.hv.kvm.virtio.Driver.DRIVER_OK;
import static io.hv.kvm.virtio.Driver.FEATURES_OK;
import static io.hv.kvm.virtio.HostileDriver.HIGH;
import static io.hv.kvm.virtio.HostileDriver.HIGH_SIZE;
import static io.hv.kvm.virtio.HostileDriver.LARGEST;
import static io.hv.kvm.virtio.HostileDriver.LOW_END;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a driver can write into registers that it must not, or not then. */
class RegisterRulesTest {

    private static final int AGREED = ACKNOWLEDGE | DRIVER | FEATURES_OK;

    private static void early(HostileDriver driver, Rule rule, Consumer<HostileDriver> crime) {
        driver.breaks(rule, false, List.of(), crime);
    }

    @Test
    @Breaks(Rule.STATUS_BIT_CLEARED)
    void aStatusBitIsTakenBack() {
        for (int status : new int[] {AGREED, ACKNOWLEDGE, DRIVER_OK, 0x100, 128}) {
            HostileDriver.split().begin().breaks(Rule.STATUS_BIT_CLEARED, driver -> driver.function.status(status));
        }
        early(HostileDriver.split().agree(), Rule.STATUS_BIT_CLEARED, driver -> driver.function.status(1));
    }

    @Test
    @Breaks(Rule.STATUS_OUT_OF_ORDER)
    void aStepIsSkipped() {
        for (int status : new int[] {FEATURES_OK, ACKNOWLEDGE | FEATURES_OK, DRIVER_OK, 7, 15}) {
            early(HostileDriver.split(), Rule.STATUS_OUT_OF_ORDER, driver -> driver.function.status(status));
        }
    }

    @Test
    @Breaks(Rule.FEATURES_TOO_LATE)
    void featuresChangeAfterwards() {
        early(HostileDriver.packed().agree(), Rule.FEATURES_TOO_LATE, driver -> driver.function.acceptFeatures(1));
        HostileDriver.packed().begin().breaks(Rule.FEATURES_TOO_LATE, driver -> driver.function.acceptFeatures(0));
    }

    @Test
    @Breaks(Rule.QUEUE_TOO_EARLY)
    void aQueueComesBeforeTheFeatures() {
        early(HostileDriver.split(), Rule.QUEUE_TOO_EARLY, driver -> driver.function.enableQueue(true));
        early(HostileDriver.split(), Rule.QUEUE_TOO_EARLY, driver -> driver.function.setUpQueue(setup -> setup));
    }

    @Test
    @Breaks(Rule.QUEUE_SIZE)
    void aQueueHasAnImpossibleSize() {
        for (int size : new int[] {0, -1, 3, 12, 2 * LARGEST, LARGEST + 1, 0xffff, Integer.MIN_VALUE}) {
            setUp(HostileDriver.split(), Rule.QUEUE_SIZE, setup -> sized(setup, size));
        }
        for (int size : new int[] {0, -1, 2 * LARGEST, LARGEST + 1, 0xffff, 1 << 30}) {
            setUp(HostileDriver.packed(), Rule.QUEUE_SIZE, setup -> sized(setup, size));
        }
    }

    private static RingSetup sized(RingSetup setup, int size) {
        return new RingSetup(size, setup.descriptors(), setup.driver(), setup.device());
    }

    @Test
    @Breaks(Rule.QUEUE_MISALIGNED)
    void aPartIsMisaligned() {
        for (HostileDriver.Kind kind : HostileDriver.Kind.values()) {
            boolean packed = kind == HostileDriver.Kind.PACKED;
            for (int by : new int[] {1, 2, 4, 8, 15}) {
                setUp(kind.driver(), Rule.QUEUE_MISALIGNED, setup -> moved(setup, by, 0, 0));
            }
            for (int by : packed ? new int[] {1, 2, 3} : new int[] {1, 3}) {
                setUp(kind.driver(), Rule.QUEUE_MISALIGNED, setup -> moved(setup, 0, by, 0));
            }
            for (int by : new int[] {1, 2, 3}) {
                setUp(kind.driver(), Rule.QUEUE_MISALIGNED, setup -> moved(setup, 0, 0, by));
            }
        }
    }

    @Test
    @Breaks(Rule.QUEUE_OUTSIDE_RAM)
    void aPartIsNotRam() {
        for (HostileDriver.Kind kind : HostileDriver.Kind.values()) {
            for (long address : new long[] {LOW_END, HIGH - 16, HIGH + HIGH_SIZE, -16, 1L << 63, 1L << 40}) {
                setUp(
                        kind.driver(),
                        Rule.QUEUE_OUTSIDE_RAM,
                        setup -> new RingSetup(setup.size(), address, setup.driver(), setup.device()));
                setUp(
                        kind.driver(),
                        Rule.QUEUE_OUTSIDE_RAM,
                        setup -> new RingSetup(setup.size(), setup.descriptors(), address, setup.device()));
                setUp(
                        kind.driver(),
                        Rule.QUEUE_OUTSIDE_RAM,
                        setup -> new RingSetup(setup.size(), setup.descriptors(), setup.driver(), address));
            }
            setUp(
                    kind.driver(),
                    Rule.QUEUE_OUTSIDE_RAM,
                    setup -> new RingSetup(setup.size(), LOW_END - 16L * 7, setup.driver(), setup.device()));
        }
        // Its last two bytes are the event index, which is there whether it is agreed on or not.
        setUp(
                HostileDriver.split(),
                Rule.QUEUE_OUTSIDE_RAM,
                setup -> new RingSetup(setup.size(), setup.descriptors(), LOW_END - 4 - 2 * 8, setup.device()));
        setUp(
                HostileDriver.split(),
                Rule.QUEUE_OUTSIDE_RAM,
                setup -> new RingSetup(setup.size(), setup.descriptors(), setup.driver(), LOW_END - 4 - 8 * 8));
    }

    private static RingSetup moved(RingSetup setup, long descriptors, long driver, long device) {
        return new RingSetup(
                setup.size(), setup.descriptors() + descriptors, setup.driver() + driver, setup.device() + device);
    }

    private static void setUp(HostileDriver hostile, Rule rule, UnaryOperator<RingSetup> change) {
        early(hostile.agree(), rule, driver -> {
            driver.function.setUpQueue(unused -> change.apply(new RingSetup(
                    driver.ring.size, driver.ring.descriptors(), driver.ring.driverPart(), driver.ring.devicePart())));
            driver.function.enableQueue(true);
        });
    }

    @Test
    @Breaks(Rule.QUEUE_CHANGED)
    void aQueueMovesWhileItIsEnabled() {
        HostileDriver ready = HostileDriver.packed().begin();
        ready.breaks(Rule.QUEUE_CHANGED, driver -> driver.function.setUpQueue(setup -> sized(setup, 4)));
        HostileDriver notReady = HostileDriver.packed();
        Driver unused = notReady.agree().driver.queue(0, notReady.ring);
        early(notReady, Rule.QUEUE_CHANGED, driver -> driver.function.setUpQueue(setup -> setup));
    }

    @Test
    @Breaks(Rule.NOTIFY_TOO_EARLY)
    void aNotificationComesBeforeTheDriverIsReady() {
        HostileDriver notReady = HostileDriver.split();
        Driver unused = notReady.agree().driver.queue(0, notReady.ring);
        early(notReady, Rule.NOTIFY_TOO_EARLY, driver -> driver.function.driverNotifies(0));
        early(HostileDriver.split(), Rule.NOTIFY_TOO_EARLY, driver -> driver.function.driverNotifies(0));
    }

    @Test
    @Breaks(Rule.NOTIFY_NO_QUEUE)
    void aNotificationIsAboutNoQueue() {
        for (int queue : new int[] {1, 2, 0xffff, -1, Integer.MAX_VALUE}) {
            HostileDriver.split().begin().breaks(Rule.NOTIFY_NO_QUEUE, driver -> driver.function.driverNotifies(queue));
        }
    }

    /** Which width is whose is known to transports; what follows is not. */
    @Test
    @Breaks(Rule.REGISTER_WIDTH)
    void aRegisterIsWrittenInAnotherWidth() {
        HostileDriver.split()
                .begin()
                .breaks(Rule.REGISTER_WIDTH, driver -> driver.function.refuse(Rule.REGISTER_WIDTH));
        early(HostileDriver.split(), Rule.REGISTER_WIDTH, driver -> driver.function.refuse(Rule.REGISTER_WIDTH));
    }

    @Test
    void featuresThatAreNotOfferedAreRefusedWithoutAFault() {
        HostileDriver hostile = HostileDriver.split();
        VirtioFunction function = hostile.function;
        for (int select : new int[] {0, 1, 2, -1}) {
            function.status(0);
            function.status(ACKNOWLEDGE | DRIVER);
            function.features().driverSelect(1);
            function.acceptFeatures(1);
            function.features().driverSelect(select);
            function.acceptFeatures(0x8000_0001);
            function.status(AGREED);
            assertEquals(ACKNOWLEDGE | DRIVER, function.status());
        }
        function.status(0);
        function.status(ACKNOWLEDGE | DRIVER);
        function.status(AGREED);
        assertEquals(ACKNOWLEDGE | DRIVER, function.status(), "VIRTIO_F_VERSION_1 is a must");
        hostile.recovers();
    }
}
