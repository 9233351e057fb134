/** What tests measure, and where the figures go. */
@NullMarked
package io.hv.kvm.measure;

import org.jspecify.annotations.NullMarked;
