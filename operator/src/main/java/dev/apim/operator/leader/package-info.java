/** Which of several replicas of the operator acts. Knows the Lease, and nothing of the kinds. */
package dev.apim.operator.leader;
