package io.hv.testkit.contract;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * The contracts that every backend keeps. A backend's suite extends this class and names its {@link BackendUnderTest} by
 * {@link BackendUnderTest#KEY}; see the package.
 */
@Suite
@SelectClasses({
    DefineContract.class,
    EditContract.class,
    DocumentContract.class,
    PersistContract.class,
    NameContract.class,
    LookupContract.class,
    TransitionContract.class,
    ShutdownContract.class,
    TransientContract.class,
    AwaitContract.class,
    EventContract.class,
    SubscriptionContract.class,
    CloseContract.class,
    InterruptContract.class,
    ErrorContract.class,
    FeatureContract.class,
    ConsoleContract.class,
    StatisticsContract.class,
    DiskContract.class,
    NicContract.class,
    DisplayContract.class,
    HotPlugContract.class,
    NetworkContract.class,
    PoolContract.class,
    ResourceEventContract.class,
    VolumeContract.class,
    VolumeTransferContract.class,
    CloneContract.class,
    CopyContract.class,
    SaveContract.class,
    SaveDifferenceContract.class,
    JobContract.class,
    SnapshotContract.class,
    MigrateContract.class,
    MarkerContract.class,
    AgentContract.class,
    EvidenceContract.class,
    OwnerContract.class,
    GapContract.class
})
public abstract class CoreContracts {

    /** For the suites of backends. */
    protected CoreContracts() {}
}
