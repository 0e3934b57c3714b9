package dev.apim.policy.expression.type;

/** A value whose members are data: what {@code dynamic} reads and writes by name. */
public interface DynamicMembers {

  Object getMember(String name);

  void setMember(String name, Object value);
}
