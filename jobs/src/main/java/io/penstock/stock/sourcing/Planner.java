package io.penstock.stock.sourcing;

import io.penstock.model.Carrier;
import io.penstock.model.Order;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Criterion;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Transfers;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.SourcingDecision;
import io.penstock.model.SourcingDecision.Excluded;
import io.penstock.model.SourcingDecision.Exclusion;
import io.penstock.model.SourcingDecision.PassedOver;
import io.penstock.model.SourcingDecision.Search;
import io.penstock.model.SourcingDecision.Way;
import io.penstock.state.Carriage;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Capacity;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.freight.Freight.Offer;
import io.penstock.stock.sourcing.Departures.Departure;
import io.penstock.stock.sourcing.Network.Candidate;
import io.penstock.stock.sourcing.Site.Service;
import io.penstock.stock.sourcing.Sourcing.Ranking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plans from where the orders of one pool are shipped, at one time. */
public final class Planner {

  private static final int FULL = 1_000;

  private final String name;
  private final Pool pool;
  private final Network network;
  private final StockRows rows;
  private final Capacity capacity;
  private final Bookings bookings;
  private final Objective objective;
  private final @Nullable Cartons cartons;
  private final @Nullable Duration deliverWithin;
  private final Instant now;

  /** Those that had no numbers left when parcels were planned. */
  private final Set<String> outOfNumbers = new TreeSet<>();

  private boolean numbersAreAsked = true;

  /**
   * @param now the end of the wave
   */
  public Planner(
      String pool,
      Network network,
      StockRows rows,
      Capacity capacity,
      Bookings bookings,
      Instant now) {
    this.name = pool;
    this.pool = network.pool(pool);
    this.network = network;
    this.rows = rows;
    this.capacity = capacity;
    this.bookings = bookings;
    this.objective = Objective.of(this.pool.objective());
    this.cartons =
        this.pool.parcels() == null || this.pool.split() == SplitPolicy.NEVER
            ? null
            : new Cartons(
                this.pool.parcels(),
                this.pool.split() == SplitPolicy.WITHIN_LINES,
                sku -> rows.stock(sku).article(now));
    String within = this.pool.deliverWithin();
    this.deliverWithin = within == null ? null : Duration.parse(within);
    this.now = now;
  }

  /**
   * What one warehouse ships in one parcel.
   *
   * @param leaves absent where parcels leave at once
   * @param with absent where no service takes it
   */
  public record Share(
      String warehouse,
      List<Parcel.Line> lines,
      @Nullable Departure leaves,
      @Nullable Service with) {

    private static Share of(Sourcing.Share share) {
      Site from = share.from();
      Service with = share.with();
      Departure leaves = with == null || with.leaves() == null ? from.departure() : with.leaves();
      return new Share(from.warehouse(), share.lines(), leaves, with);
    }

    Share leaving(Departure then, int later) {
      return new Share(warehouse, lines, then, with == null ? null : with.leaving(then, later));
    }

    /** What it has of its service; absent where none takes it. */
    public @Nullable Carriage carriage() {
      return with == null ? null : with.carriage(leaves);
    }

    /** Why it leaves on another day than was asked for; absent where its service has room then. */
    public @Nullable Reason reason() {
      if (with == null || leaves == null || with.later() == 0) {
        return null;
      }
      String id = with.offer().id();
      String why = id + " takes no more from " + warehouse + " before " + leaves.day();
      return Reason.of("QUOTA_USED", why);
    }
  }

  /**
   * From where an order is shipped.
   *
   * @param decision absent where there was no other way
   */
  public record Plan(List<Share> shares, @Nullable SourcingDecision decision) {

    /** Whether it leaves from several warehouses. */
    public boolean isSplit() {
      return shares.stream().map(Share::warehouse).distinct().count() > 1;
    }
  }

  /** The warehouses that are asked for the goods of an order. */
  public Candidates candidates(OrderLock lock) {
    return new Candidates(network, name, lock, rows, now);
  }

  /**
   * The best permitted way to fill the demand; absent where none exists. A warehouse from where no
   * more parcels may leave on the day is only asked where the others cannot fill it, and one that
   * could not find goods of the order last.
   *
   * @param company warehouses where others wait whom the order may travel with: of equally good
   *     divisions they get the most
   */
  public @Nullable Plan plan(
      OrderLock lock, List<Parcel.Line> demand, Candidates candidates, Set<String> company)
      throws Exception {
    outOfNumbers.clear();
    List<Site> all = sites(lock.order().order(), lock.paidAt(), candidates, company);
    Predicate<Site> open = site -> site.taken() < FULL;
    Predicate<Site> trusted = site -> !lock.wasShortIn(site.warehouse());
    Plan plan = null;
    int asked = 0;
    for (Predicate<Site> who : List.of(open.and(trusted), trusted, site -> true)) {
      List<Site> sites = plan == null ? all.stream().filter(who).toList() : List.of();
      if (sites.size() > asked) {
        asked = sites.size();
        plan = plan(demand, sites, candidates, leftOut(all, sites));
      }
    }
    return plan;
  }

  /**
   * How the goods of an order are brought together in one warehouse that ships it; absent where the
   * pool does not move them, or cannot.
   *
   * @param split whether the order could be shipped without, from several warehouses
   */
  public @Nullable Relocation relocation(
      OrderLock lock,
      List<Parcel.Line> demand,
      Candidates candidates,
      Set<String> company,
      boolean split)
      throws Exception {
    Transfers terms = pool.transfer();
    if (terms == null
        || lock.reserved()
        || (split && terms.when() == Transfers.When.INSTEAD_OF_WAITING)) {
      return null;
    }
    Long least = terms.minValueMinor();
    if (least != null && PartialShipment.worth(lock, demand) < least) {
      return null;
    }
    List<Site> all = sites(lock.order().order(), lock.paidAt(), candidates, company);
    Predicate<Site> trusted = site -> !lock.wasShortIn(site.warehouse());
    Predicate<Site> open = site -> site.taken() < FULL;
    for (Predicate<Site> who :
        List.of(open.and(trusted), trusted, (Predicate<Site>) site -> true)) {
      List<Site> sites = all.stream().filter(who).toList();
      Wanted wanted = wanted(demand, sites, candidates);
      Sourcing sourcing = sourcing(demand, sites, wanted);
      Relocation relocation =
          new Relocations(demand, candidates, terms.mostLegs()).best(sourcing.wherever());
      if (relocation != null) {
        return relocation;
      }
    }
    return null;
  }

  /** Whether what there is of an order that is short of these goods is sent before the rest. */
  public boolean sendsParts(OrderLock lock, List<String> missing, Availability availability)
      throws Exception {
    if (pool.partial() == null || lock.reserved()) {
      return false;
    }
    for (String sku : missing) {
      if (pool.partial().presalesOnly() && !availability.isPresale(sku)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it depends on presales what is sent in part. */
  public boolean goesByPresales() {
    return pool.partial() != null && pool.partial().presalesOnly();
  }

  /** Whether an order may be sent in several parcels at once. */
  public boolean splits() {
    return pool.split() != SplitPolicy.NEVER;
  }

  /** What is sent of a demand that cannot be filled; nothing where all of it waits. */
  public List<Parcel.Line> ahead(
      OrderLock lock, List<Parcel.Line> demand, Candidates candidates, Availability availability)
      throws Exception {
    return pool.partial() == null
        ? List.of()
        : new PartialShipment(pool.partial(), pool.split(), lock, candidates, availability)
            .of(demand);
  }

  private static List<Excluded> leftOut(List<Site> all, List<Site> asked) {
    List<Excluded> leftOut = new ArrayList<>(0);
    for (Site site : all) {
      if (!asked.contains(site)) {
        Exclusion why = site.taken() >= FULL ? Exclusion.DAY_FULL : Exclusion.WAS_SHORT;
        leftOut.add(new Excluded(site.warehouse(), why, null));
      }
    }
    return leftOut;
  }

  private @Nullable Plan plan(
      List<Parcel.Line> demand, List<Site> sites, Candidates candidates, List<Excluded> leftOut)
      throws Exception {
    Sourcing sourcing = sourcing(demand, sites, wanted(demand, sites, candidates));
    Ranking ranking = sourcing.rank();
    for (int way = 0; way < ranking.choices().size(); way++) {
      List<Share> shares = new ArrayList<>(1);
      List<PassedOver> passedOver = new ArrayList<>(0);
      for (Sourcing.Share share : sourcing.shares(ranking.choices().get(way))) {
        shares.add(Share.of(share));
        for (Service service : share.passedOver()) {
          passedOver.add(passedOver(share.from(), service));
        }
      }
      Set<String> out = numbersAreAsked ? bookings.outOfNumbers(shares) : Set.of();
      outOfNumbers.addAll(out);
      if (out.isEmpty()) {
        List<Choice> left = ranking.choices().subList(way, ranking.choices().size());
        List<Excluded> excluded = candidates.excluded(demand, leftOut);
        return new Plan(
            shares, decision(new Ranking(ranking.search(), left), excluded, passedOver));
      }
    }
    return null;
  }

  private Wanted wanted(List<Parcel.Line> demand, List<Site> sites, Candidates candidates)
      throws Exception {
    return Wanted.of(demand, sites, candidates::available, sku -> rows.stock(sku).article(now));
  }

  private Sourcing sourcing(List<Parcel.Line> demand, List<Site> sites, Wanted wanted) {
    Quotes.Terms terms =
        new Quotes.Terms(
            !network.freight().isEmpty(),
            pool.currency() != null,
            deliverWithin != null,
            cartons == null ? null : pool.parcels());
    return new Sourcing(demand, sites, wanted, terms, pool.split(), objective, cartons);
  }

  /**
   * The carriers for whose waybills an order must wait of which the last plan was made in vain: it
   * could be shipped if there were numbers. Empty where it could not.
   */
  public Set<String> outOfNumbers(
      OrderLock lock, List<Parcel.Line> demand, Candidates candidates, Set<String> company)
      throws Exception {
    if (outOfNumbers.isEmpty()) {
      return Set.of();
    }
    Set<String> out = new TreeSet<>(outOfNumbers);
    numbersAreAsked = false;
    Plan numbered = plan(lock, demand, candidates, company);
    numbersAreAsked = true;
    return numbered == null ? Set.of() : out;
  }

  /** The parcel with the number of its waybill, where the pool has numbers for it. */
  public Parcel numbered(Parcel parcel) throws Exception {
    Carriage carriage = parcel.carriage();
    return carriage == null
        ? parcel
        : parcel.carriedBy(bookings.numbered(parcel.warehouse(), carriage));
  }

  /** What must be told of numbers that were taken. */
  public List<Reason> warnings() {
    return bookings.warnings();
  }

  /** What was planned, or later where others of its order have filled the day. */
  public Share withRoom(Share planned) throws Exception {
    return bookings.withRoom(planned);
  }

  /** One parcel more leaves like this. */
  public void take(Parcel parcel, Share share) throws Exception {
    if (share.leaves() != null) {
      bookings.take(parcel, share.leaves());
    }
  }

  private List<Site> sites(Order order, Instant paidAt, Candidates candidates, Set<String> company)
      throws Exception {
    Instant arriveBy = deliverWithin == null ? null : paidAt.plus(deliverWithin);
    List<Site> sites = new ArrayList<>(candidates.asked().size());
    int withCompany = 0;
    for (Candidate candidate : candidates.asked()) {
      Site site = site(candidate, order, arriveBy, company);
      sites.add(site.company() ? withCompany++ : sites.size(), site);
    }
    return sites;
  }

  private Site site(
      Candidate candidate, Order order, @Nullable Instant arriveBy, Set<String> company)
      throws Exception {
    Warehouse warehouse = candidate.warehouse();
    Departures departures = network.departures(warehouse.warehouse());
    Departure leaves = departures == null ? null : departures.first(now);
    int taken = 0;
    Integer most = departures == null ? null : departures.capacity();
    if (departures != null && leaves != null && most != null) {
      taken = (int) ((long) FULL * capacity.taken(warehouse.warehouse(), leaves.day()) / most);
      leaves = bookings.withRoom(warehouse, leaves);
    }
    Instant at = leaves == null ? now : leaves.at();
    return new Site(
        warehouse.warehouse(),
        candidate.distance(),
        warehouse.priority(),
        company.contains(warehouse.warehouse()),
        leaves,
        Math.min(FULL, taken),
        Bookings.isAfter(at, order.shipBy()),
        warehouse.handlingMinor() == null ? 0 : warehouse.handlingMinor(),
        services(warehouse, order, leaves, arriveBy));
  }

  private List<Service> services(
      Warehouse from, Order order, @Nullable Departure leaves, @Nullable Instant arriveBy)
      throws Exception {
    List<Offer> offers = network.offers(from, order.consignee());
    List<Service> services = new ArrayList<>(offers.size());
    for (Offer offer : offers) {
      if (pool.currency() == null || pool.currency().equals(offer.service().currency())) {
        Service service = bookings.service(from, offer, leaves, order.shipBy(), arriveBy);
        if (service.isShut() && numbersAreAsked) {
          outOfNumbers.add(offer.service().carrier());
        }
        services.add(numbersAreAsked ? service : service.withNumbers());
      }
    }
    return services;
  }

  private static PassedOver passedOver(Site from, Service service) {
    Carrier offered = service.offer().service();
    return new PassedOver(
        from.warehouse(),
        offered.carrier(),
        offered.service(),
        Objects.requireNonNull(service.obstacle()));
  }

  /** Absent where there was one way only, and nobody who could have shipped was left out. */
  private @Nullable SourcingDecision decision(
      Ranking ranking, List<Excluded> excluded, List<PassedOver> passedOver) {
    List<Choice> choices = ranking.choices();
    boolean noneLeftOut = excluded.isEmpty() && passedOver.isEmpty();
    if (choices.size() == 1 && noneLeftOut && ranking.search() == Search.EXACT) {
      return null;
    }
    List<Criterion> criteria = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < objective.criteria().size(); i++) {
      for (Choice choice : choices) {
        if (choice.score[i] != choices.get(0).score[i]) {
          criteria.add(objective.criteria().get(i));
          places.add(i);
          break;
        }
      }
    }
    List<Way> ways = new ArrayList<>(choices.size());
    for (Choice choice : choices) {
      List<Long> score = new ArrayList<>(places.size());
      Criterion lostBy = null;
      for (int i = 0; i < places.size(); i++) {
        long value = choice.score[places.get(i)];
        score.add(value);
        if (lostBy == null && value != choices.get(0).score[places.get(i)]) {
          lostBy = criteria.get(i);
        }
      }
      ways.add(new Way(choice.names, score, lostBy));
    }
    return new SourcingDecision(
        ranking.search(),
        criteria,
        ways,
        excluded.isEmpty() ? null : excluded,
        passedOver.isEmpty() ? null : passedOver);
  }
}
