#include "services/strategy/core/portfolio/correlated_exposure.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {
namespace {

constexpr double kUnknownTogether = 0.9;
constexpr double kHedgeBoundMin = 0.5;

double gross_of(const std::vector<double>& exposures) {
    double sum = 0;
    for (const double exposure : exposures) sum += std::fabs(exposure);
    return sum;
}

double net_beta_of(const Portfolio& portfolio, const std::vector<double>& exposures) {
    double sum = 0;
    for (std::size_t index = 0; index < exposures.size(); ++index) sum += portfolio.betas[index] * exposures[index];
    return std::fabs(sum);
}

// Those that move with the instrument as it is held: rho * sign(e_i e_j) at the limit or above, and itself.
struct Cluster {
    double exposure = 0;
    int positions_of_side = 0;  // Others, of the instrument's side.
};

Cluster cluster_of(
    const Portfolio& portfolio, const std::vector<double>& exposures, std::size_t instrument, double correlation_min
) {
    Cluster cluster{std::fabs(exposures[instrument]), 0};
    for (std::size_t other = 0; other < exposures.size(); ++other) {
        if (other == instrument || exposures[other] == 0) continue;
        const bool is_same_side = exposures[other] * exposures[instrument] > 0;
        const double together = portfolio.correlations.at(instrument, other) * (is_same_side ? 1 : -1);
        if (together < correlation_min) continue;
        cluster.exposure += std::fabs(exposures[other]);
        if (is_same_side) ++cluster.positions_of_side;
    }
    return cluster;
}

// Keeps the least factor, and which limit made it.
class Narrowing {
public:
    void limit(ExposureVerdict verdict, double before, double with, double limit) {
        if (with <= limit || with <= before) return;
        narrow(verdict, std::clamp((limit - before) / (with - before), 0.0, 1.0));
    }

    void refuse(ExposureVerdict verdict) { narrow(verdict, 0); }

    [[nodiscard]] ExposureAnswer answer(double factor_min) const {
        ExposureAnswer result = answer_;
        if (result.factor < factor_min) result.factor = 0;
        return result;
    }

private:
    void narrow(ExposureVerdict verdict, double factor) {
        if (factor >= answer_.factor) return;
        answer_.factor = factor;
        answer_.verdict = verdict;
    }

    ExposureAnswer answer_;
};

}  // namespace

double prudent_correlation(const PairCorrelation& known, double first_exposure, double second_exposure) {
    const bool is_same_side = first_exposure * second_exposure > 0;
    if (!known.is_known) return is_same_side ? kUnknownTogether : 0.0;
    const bool is_hedge = is_same_side ? known.correlation < 0 : known.correlation > 0;
    if (!is_hedge) return known.correlation;
    const bool is_proven = is_same_side ? known.upper < -kHedgeBoundMin : known.lower > kHedgeBoundMin;
    return is_proven ? known.correlation : 0.0;
}

double correlated_exposure(const SquareMatrix& correlations, const std::vector<double>& exposures) {
    return std::sqrt(std::max(0.0, quadratic_form(correlations, exposures)));
}

ExposureAnswer allow_exposure(
    const Portfolio& portfolio, std::size_t instrument, double notional, const ExposureLimits& limits
) {
    TRADING_ASSERT(instrument < portfolio.exposures.size() && portfolio.betas.size() == portfolio.exposures.size());
    Narrowing narrowing;
    if (portfolio.equity <= 0) {
        narrowing.refuse(ExposureVerdict::NoEquity);
        return narrowing.answer(limits.factor_min);
    }
    const std::vector<double>& before = portfolio.exposures;
    std::vector<double> with = before;
    with[instrument] += notional;
    const double correlated_before = correlated_exposure(portfolio.correlations, before);
    const double correlated_with = correlated_exposure(portfolio.correlations, with);
    const double equity = portfolio.equity;
    narrowing.limit(
        ExposureVerdict::CorrelatedExposure, correlated_before, correlated_with, limits.correlated_max * equity
    );
    narrowing.limit(ExposureVerdict::GrossExposure, gross_of(before), gross_of(with), limits.gross_max * equity);
    narrowing.limit(
        ExposureVerdict::NetBeta,
        net_beta_of(portfolio, before),
        net_beta_of(portfolio, with),
        limits.net_beta_max * equity
    );
    const Cluster cluster = cluster_of(portfolio, with, instrument, limits.cluster_correlation);
    const double cluster_before = cluster.exposure - std::fabs(with[instrument]) + std::fabs(before[instrument]);
    narrowing.limit(ExposureVerdict::ClusterExposure, cluster_before, cluster.exposure, limits.cluster_max * equity);
    const bool is_new = before[instrument] == 0;
    if (is_new && cluster.positions_of_side + 1 > limits.cluster_positions_max) {
        narrowing.refuse(ExposureVerdict::ClusterPositions);
    }
    ExposureAnswer answer = narrowing.answer(limits.factor_min);
    answer.correlated_before = correlated_before;
    answer.correlated_with = correlated_with;
    return answer;
}

}  // namespace trading::strategy
